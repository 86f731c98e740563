// What a page does for its reader: size of type, the large mode, print, copy the address, today's opening hours.
// Everything else works without a script. Loaded before the page is drawn, so that nothing jumps.
(() => {
  "use strict";
  const page = document.documentElement;
  const stored = (name) => {
    try {
      return localStorage.getItem(`gongkai-${name}`);
    } catch (error) {
      return null; // a browser that keeps nothing
    }
  };
  const store = (name, value) => {
    try {
      localStorage.setItem(`gongkai-${name}`, value);
    } catch (error) {
      // it holds for this page only
    }
  };
  const show = (name, value) => {
    page.dataset[name] = value;
    for (const button of document.querySelectorAll(`button[data-${name}]`)) {
      const chosen = button.dataset[name] === value;
      button.setAttribute("aria-pressed", String(chosen));
    }
  };

  page.classList.add("gk-script");
  page.dataset.size = stored("size") || "medium";
  page.dataset.mode = stored("mode") || "plain";

  const copy = async (tools) => {
    const said = tools.querySelector(".gk-tools__said");
    const address = (document.querySelector("link[rel=canonical]") || location).href;
    try {
      await navigator.clipboard.writeText(location.protocol.startsWith("http") ? location.href.split("#")[0] : address);
      said.textContent = tools.dataset.copied;
    } catch (error) {
      said.textContent = tools.dataset.failed;
    }
  };

  // The hours of a day as the office card gives them: seasons with days of the week and spans of time, and the holidays of the
  // years that are known. Where holidays count, nothing is said of a day of another year.
  const today = (card, now) => {
    const day = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][now.getDay()];
    const date = `${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
    const calendar = JSON.parse(card.dataset.calendar);
    if (calendar.years.length && !calendar.years.includes(now.getFullYear())) return;
    const among = (days) => days.includes(`${now.getFullYear()}-${date}`);
    const clock = now.getHours() * 60 + now.getMinutes();
    const within = (season) => {
      if (!season.from || !season.to) return true;
      return season.from <= season.to
        ? season.from <= date && date <= season.to
        : date >= season.from || date <= season.to;
    };
    const minutes = (time) => {
      const [hour, minute] = time.split(":").map(Number);
      return hour * 60 + minute;
    };
    const season = JSON.parse(card.dataset.hours).find(within);
    if (!season || !season.weekdays.length) return;
    const said = card.querySelector(".gk-today");
    const words = card.dataset;
    if (among(calendar.off) || !(among(calendar.on) || season.weekdays.includes(day))) {
      said.textContent = words.closedToday;
    } else {
      const spans = season.times.map((time) => time.split(/[–—~-]/).map(minutes));
      const open = spans.some(([from, to]) => from <= clock && clock < to);
      said.textContent = `${open ? words.openNow : words.closedNow}${words.todayHours}${season.times.join(words.and)}`;
      said.dataset.open = String(open);
    }
    if (words.note) said.textContent += ` (${words.note})`;
    said.hidden = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    show("size", page.dataset.size);
    show("mode", page.dataset.mode);
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.size) {
        show("size", button.dataset.size);
        store("size", button.dataset.size);
      } else if (button.dataset.mode) {
        const mode = page.dataset.mode === button.dataset.mode ? "plain" : button.dataset.mode;
        show("mode", mode);
        store("mode", mode);
      } else if (button.dataset.do === "print") {
        print();
      } else if (button.dataset.do === "copy") {
        copy(button.closest(".gk-tools"));
      }
    });
    // A letter about a page says which page it is about.
    for (const link of document.querySelectorAll("a[data-subject][href^='mailto:']")) {
      const subject = encodeURIComponent(link.dataset.subject + document.title);
      link.href += `?subject=${subject}&body=${encodeURIComponent(`${location.href}\n`)}`;
    }
    for (const card of document.querySelectorAll("[data-hours]")) today(card, new Date());
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
