// Suggestions while typing, in every search box: titles and numbers. Nothing is loaded before the box is used.
(() => {
  "use strict";
  const WAIT = 150;
  const REST = 450; // so much longer nothing is typed before a question is answered
  const PATIENCE = 4000; // so long, in milliseconds, what is on its way is waited for once a search was sent
  const { results, day, months, searching } = document.currentScript.dataset;
  for (const form of document.querySelectorAll("form[role=search]")) {
    const input = form.querySelector("input[name=q]");
    if (input) attach(form, input);
  }

  function attach(form, input) {
    const page = form.action.split(/[?#]/)[0];
    const list = document.createElement("ul");
    list.className = "gk-suggestions";
    list.id = `${input.id || "q"}-suggestions`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label") || document.title);
    list.hidden = true;
    input.closest(".gk-search").append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["autocomplete", "off"]]) input.setAttribute(name, value);
    let index, timer, chosen = -1, turn = 0;
    let coming, sent; // what the page of results needs, while it is on its way; the word on the button of a search that waits for it

    const close = () => {
      turn++;
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (place) => {
      const options = [...list.children];
      chosen = (place + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === chosen)));
      if (chosen >= 0) input.setAttribute("aria-activedescendant", options[chosen].id);
      else input.removeAttribute("aria-activedescendant");
    };
    const open = async () => {
      const mine = ++turn;
      const text = input.value.trim();
      if ([...text].length < 2) return close();
      try {
        const { SearchIndex, markParts, searchForm, shownDay } = await import("./engine.js");
        if (mine !== turn) return; // what was typed since is looked for, or it was sent
        index = index || form.index || new SearchIndex(new URL("index/", page).href);
        const looking = index.look(text);
        let records = await index.suggest(text, looking);
        if (!records.length) {
          await new Promise((go) => { setTimeout(go, REST); });
          if (mine === turn) records = await index.guess(text, looking);
        }
        if (mine !== turn || document.activeElement !== input) return;
        list.textContent = "";
        list.append(...records.map((record, place) => option(record, place, markParts, searchForm(text), shownDay)));
        list.hidden = records.length === 0;
        chosen = -1;
        input.setAttribute("aria-expanded", String(records.length > 0));
      } catch (error) {
        close(); // the form works without
      }
    };
    const option = (record, place, markParts, form, shownDay) => {
      const entry = document.createElement("li");
      entry.id = `${list.id}-${place}`;
      entry.setAttribute("role", "option");
      entry.setAttribute("aria-selected", "false");
      entry.dataset.address = new URL(/^https?:\/\//.test(record.address) ? record.address : `../${record.address}`, page).href;
      for (const { text, mark } of markParts(record.title, [form])) {
        const piece = document.createElement(mark ? "mark" : "span");
        piece.textContent = text;
        entry.append(piece);
      }
      const number = document.createElement("small");
      number.textContent = [record.numbers[0], record.date && shownDay(record.date, { day, months: months.split(" ") })].filter(Boolean).join("  ");
      entry.append(number);
      // The box must not lose the focus before the click counts.
      entry.addEventListener("mousedown", (event) => event.preventDefault());
      entry.addEventListener("click", () => { location.href = entry.dataset.address; });
      return entry;
    };

    // What the page of results needs comes while somebody types: on a slow line each wait for an answer counts.
    input.addEventListener("focus", () => {
      // On the page of results itself.
      if (form.index) {
        for (const coming of [form.index.question(), form.index.open()]) coming.catch(() => {}); // told where it is wanted
        return;
      }
      const folder = new URL("index/", page).href;
      const texts = {}, ahead = {};
      for (const name of ["manifest", "question"]) {
        ahead[name] = fetch(`${folder}${name}.json`, { cache: "no-cache" }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
        ahead[name].then((text) => {
          texts[name] = text;
          sessionStorage.setItem("gongkai-search", JSON.stringify({ of: folder, at: Date.now(), texts }));
        }).catch(() => {}); // a browser that keeps nothing
      }
      const opened = import("./engine.js").then((module) => {
        index = index || new module.SearchIndex(folder, undefined, ahead);
        return index.open();
      });
      const fetched = new Promise((done) => {
        const link = Object.assign(document.createElement("link"), { rel: "prefetch", as: "script", href: results, onload: done, onerror: done });
        if (!link.relList.supports("prefetch")) done();
        document.head.append(link);
      });
      coming = Promise.all([opened, fetched, ahead.question]);
      const arrived = () => { coming = undefined; };
      coming.then(arrived, arrived);
    }, { once: true });
    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(open, WAIT);
    });
    input.addEventListener("compositionend", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.href = list.children[chosen].dataset.address;
      }
    });
    const button = form.querySelector("[type=submit]");
    // What opens in another window breaks nothing off.
    if (button) button.addEventListener("click", (event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) coming = undefined; });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer); // nobody sees what would come
      close();
      if (!coming || sent !== undefined) return;
      // To leave now would break off what the page of results would have to ask for again. The lists that it needs come meanwhile.
      event.preventDefault();
      sent = button ? button.textContent : "";
      if (button) button.textContent = searching;
      const leave = () => form.submit();
      const all = coming;
      const found = import("./engine.js").then(({ parseQuery }) => Promise.all([all, index.search(parseQuery(input.value), { text: input.value })]));
      Promise.race([found, new Promise((go) => { setTimeout(go, PATIENCE); })]).then(leave, leave);
    });
    // Who comes back finds the box as it was.
    addEventListener("pageshow", () => {
      if (sent) button.textContent = sent;
      sent = undefined;
    });
  }
})();
