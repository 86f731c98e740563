// What a page does for its reader: size of type, the large mode, print, copy the address, today's opening hours.
// Everything else works without a script. Loaded before the page is drawn, so that nothing jumps.
(() => {
  "use strict";
  const root = document.documentElement;
  const readSetting = (name) => {
    try {
      return localStorage.getItem(`gongkai-${name}`);
    } catch (error) {
      return null; // a browser that keeps nothing
    }
  };
  const writeSetting = (name, value) => {
    try {
      localStorage.setItem(`gongkai-${name}`, value);
    } catch (error) {
      // it holds for this page only
    }
  };
  const apply = (name, value) => {
    root.dataset[name] = value;
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      const chosen = button.dataset[name] === value;
      button.setAttribute("aria-pressed", String(chosen));
    }
  };

  // Where a question is asked, what it is understood by comes with the scripts, and what the manifest names as soon as that is there:
  // on a slow line each wait for an answer counts. What the box of another page kept a moment ago serves (search/files.js).
  const MOMENT = 60000;
  const isKept = () => {
    try {
      return Date.now() - JSON.parse(sessionStorage.getItem("gongkai-search")).at < MOMENT;
    } catch (error) {
      return false;
    }
  };
  const { index } = document.currentScript.dataset;
  if (index && /[?&]q=[^&]/.test(location.search) && window.fetch && !isKept()) {
    const text = (name) => fetch(`${index}${name}.json`, { cache: "no-cache" }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    const ahead = window.gongkaiAhead = { manifest: text("manifest"), question: text("question") };
    ahead.manifest.then((found) => {
      const { shared, stamp, others } = JSON.parse(found);
      if (others) return; // of several indexes it is the question that says which are searched
      ahead[shared] = fetch(`${index}${shared}?v=${stamp}`, { cache: "force-cache" }).then((answer) => answer.ok && answer.arrayBuffer()).catch(() => undefined);
    }).catch(() => {}); // it is told where it is wanted
  }

  root.classList.add("gk-script");
  root.dataset.size = readSetting("size") || "medium";
  root.dataset.mode = readSetting("mode") || "plain";

  const copyAddress = async (tools) => {
    const status = tools.querySelector(".gk-tools__said");
    const address = (document.querySelector("link[rel=canonical]") || location).href;
    try {
      await navigator.clipboard.writeText(location.protocol.startsWith("http") ? location.href.split("#")[0] : address);
      status.textContent = tools.dataset.copied;
    } catch (error) {
      status.textContent = tools.dataset.failed;
    }
  };

  // The hours of a day as the office card gives them: seasons with days of the week and spans of time, and the holidays of the
  // years that are known. Where holidays count, nothing is said of a day of another year.
  const showHours = (card, now) => {
    const day = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][now.getDay()];
    const date = `${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
    const calendar = JSON.parse(card.dataset.calendar);
    if (calendar.years.length && !calendar.years.includes(now.getFullYear())) return;
    const includesToday = (days) => days.includes(`${now.getFullYear()}-${date}`);
    const minute = now.getHours() * 60 + now.getMinutes();
    const inSeason = (season) => {
      if (!season.from || !season.to) return true;
      return season.from <= season.to
        ? season.from <= date && date <= season.to
        : date >= season.from || date <= season.to;
    };
    const minuteOf = (time) => {
      const [hour, rest] = time.split(":").map(Number);
      return hour * 60 + rest;
    };
    const season = JSON.parse(card.dataset.hours).find(inSeason);
    if (!season || !season.weekdays.length) return;
    const status = card.querySelector(".gk-today");
    const words = card.dataset;
    if (includesToday(calendar.off) || !(includesToday(calendar.on) || season.weekdays.includes(day))) {
      status.textContent = words.closedToday;
    } else {
      const spans = season.times.map((time) => time.split(/[–—~-]/).map(minuteOf));
      const open = spans.some(([from, to]) => from <= minute && minute < to);
      status.textContent = `${open ? words.openNow : words.closedNow}${words.todayHours}${season.times.join(words.and)}`;
      status.dataset.open = String(open);
    }
    if (words.note) status.textContent += ` (${words.note})`;
    status.hidden = false;
  };

  // The words of an address that leads nowhere, for the box above: one of an old system may name what is here under another.
  const wordsOf = (path) => {
    let words = path;
    try {
      words = decodeURIComponent(path);
    } catch (error) {
      // it is written in another encoding
      return "";
    }
    const named = (part) => /[\u3400-\u9fff]|[a-z]{3}/i.test(part) && !/^(index|default|html?|content|art|col|page|item|node|show|view|detail|info)$/i.test(part);
    const parts = words.replace(/\.[a-z]{3,5}$/i, "").split("/").pop().split(/[^\w\u3400-\u9fff]+|_/);
    return parts.filter(named).join(" ");
  };

  document.addEventListener("DOMContentLoaded", () => {
    // A page of a listing that is numbered otherwise since, or is one by year now: its listing is still there.
    const listing = document.querySelector(".gk-on-notfound") && /^(.*\/catalog\/.+\/)page\/\d+\/$/.exec(location.pathname);
    if (listing) location.replace(listing[1]);
    const box = document.querySelector(".gk-on-notfound .gk-search__input");
    if (box && !box.value) box.value = wordsOf(location.pathname);
    apply("size", root.dataset.size);
    apply("mode", root.dataset.mode);
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.size) {
        apply("size", button.dataset.size);
        writeSetting("size", button.dataset.size);
      } else if (button.dataset.mode) {
        const mode = root.dataset.mode === button.dataset.mode ? "plain" : button.dataset.mode;
        apply("mode", mode);
        writeSetting("mode", mode);
      } else if (button.dataset.do === "print") {
        print();
      } else if (button.dataset.do === "copy") {
        copyAddress(button.closest(".gk-tools"));
      }
    });
    // A letter about a page says which page it is about.
    for (const link of document.querySelectorAll("a[data-subject][href^='mailto:']")) {
      const subject = encodeURIComponent(link.dataset.subject + document.title);
      link.href += `?subject=${subject}&body=${encodeURIComponent(`${location.href}\n`)}`;
    }
    for (const card of document.querySelectorAll("[data-hours]")) showHours(card, new Date());
    addEventListener("beforeprint", () => {
      for (const details of document.querySelectorAll("main details:not([open]), .gk-scan:not([open])")) {
        details.open = true;
        details.dataset.printed = "";
      }
    });
    addEventListener("afterprint", () => {
      for (const details of document.querySelectorAll("details[data-printed]")) details.open = false;
    });
  });
})();
