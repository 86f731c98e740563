// The application form: checked, printed or saved here, on the reader's device. Nothing is sent and nothing is kept.

import { wordDocument } from "./word-document.js";

// Brings a form to life; `sheet` is what is printed or saved of it.
function startForm(form, sheet) {
  const words = form.dataset;
  const fields = [...form.querySelectorAll("[data-field]")];
  const summary = form.querySelector(".gk-form__errors");
  const status = form.querySelector(".gk-form__said");

  const control = (field) => field.querySelector("input, textarea");
  const valueOf = (field) => {
    if (field.getAttribute("role") !== "radiogroup") return control(field).value.trim();
    const chosen = field.querySelector("input:checked");
    return chosen ? chosen.value : "";
  };
  const labelOf = (field) => field.querySelector(".gk-form__label").firstChild.textContent.trim();

  // Only what concerns the kind of applicant is asked for.
  const showFor = () => {
    const chosen = form.querySelector("[data-field=who] input:checked");
    const who = chosen ? chosen.dataset.choice : "";
    for (const part of document.querySelectorAll("[data-who]")) part.hidden = part.dataset.who !== who;
  };

  // The number of an identity card ends in a check character (GB 11643).
  const isIdentity = (written) => {
    const number = written.normalize("NFKC").replace(/[\s-]/g, "");
    if (!/^\d{17}[\dXx]$/.test(number)) return false;
    let weight = 1;
    let sum = 0;
    for (const digit of [...number].reverse()) {
      sum += weight * (digit.toLowerCase() === "x" ? 10 : Number(digit));
      weight = (weight * 2) % 11;
    }
    return sum % 11 === 1;
  };

  // The message for what is wrong with a field, or nothing.
  const errorOf = (field) => {
    const value = valueOf(field);
    if (!value) return "required" in field.dataset ? words.missing + labelOf(field) : "";
    const input = control(field);
    if (input.type === "email" && input.validity.typeMismatch) return words.badEmail;
    if (input.type === "tel" && (value.normalize("NFKC").match(/\d/g) || []).length < 6) return words.badTel;
    const kind = document.getElementById("f-id_kind");
    if (field.dataset.field === "id_number" && kind && kind.value.includes("身份证") && !isIdentity(value)) {
      return words.badNumber;
    }
    return "";
  };

  const showError = (field, message) => {
    const shown = field.querySelector(".gk-form__error");
    shown.textContent = message;
    shown.hidden = !message;
    const labelled = field.getAttribute("role") === "radiogroup" ? field : control(field);
    if (message) labelled.setAttribute("aria-invalid", "true");
    else labelled.removeAttribute("aria-invalid");
  };

  // True if every field that is shown is right; else the errors stand at the fields and in a summary above them.
  const validate = () => {
    const failed = [];
    for (const field of fields) {
      const message = field.hidden ? "" : errorOf(field);
      showError(field, message);
      if (message) failed.push([field, message]);
    }
    summary.hidden = failed.length === 0;
    summary.textContent = "";
    status.textContent = "";
    if (failed.length) {
      const title = document.createElement("p");
      title.textContent = words.errors.replace("{count}", failed.length);
      const list = document.createElement("ul");
      for (const [field, message] of failed) {
        const entry = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${control(field).id}`;
        link.textContent = message;
        entry.append(link);
        list.append(entry);
      }
      summary.append(title, list);
      summary.focus();
    }
    return failed.length === 0;
  };

  const fillSheet = () => {
    for (const field of fields) {
      const row = sheet.querySelector(`[data-cell="${field.dataset.field}"]`);
      row.querySelector("td").textContent = field.hidden ? "" : valueOf(field);
    }
  };

  const printSheet = () => {
    fillSheet();
    sheet.hidden = false;
    document.documentElement.classList.add("gk-sheet-only");
    const restore = () => {
      sheet.hidden = true;
      document.documentElement.classList.remove("gk-sheet-only");
    };
    addEventListener("afterprint", restore, { once: true });
    print();
  };

  const save = () => {
    fillSheet();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(wordDocument(sheet));
    link.download = `${sheet.querySelector("h2").textContent}.docx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    status.textContent = words.saved;
  };

  showFor();
  // While it is written, not after: what moves when a field is left makes the next click miss.
  form.addEventListener("input", (event) => {
    if (event.target.name === "who") showFor();
    const field = event.target.closest("[data-field]");
    if (field && !field.querySelector(".gk-form__error").hidden) showError(field, errorOf(field));
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do === "check" && validate()) {
      status.textContent = words.ok;
      printSheet();
    } else if (button.dataset.do === "save" && validate()) {
      save();
    } else if (button.dataset.do === "clear" && confirm(words.clear)) {
      for (const input of form.querySelectorAll("input, textarea")) {
        if (input.type === "radio") input.checked = false;
        else input.value = "";
      }
      for (const field of fields) showError(field, "");
      summary.hidden = true;
      status.textContent = "";
      showFor();
    }
  });
  form.querySelector(".gk-form__buttons").hidden = false;
  form.querySelector(".gk-form__unscripted").remove();
}

// The state of an application: its number is turned into the name of a place on this page, and that place is shown.
function startStates(box) {
  const form = box.querySelector(".gk-case__form");
  const said = box.querySelector(".gk-case__said");
  const signs = { O: "0", I: "1", L: "1" };
  const plain = (written) =>
    written.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[OIL]/g, (sign) => signs[sign]);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain(form.querySelector("input").value)));
    const name = [...new Uint8Array(digest, 0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const place = document.getElementById(`s-${name}`);
    said.textContent = place ? "" : form.dataset.none;
    location.hash = place ? place.id : "gk-receipt";
    if (place) place.focus();
  });
  const unscripted = box.querySelector(".gk-case__unscripted");
  // Without encryption on the way a browser computes no digests.
  if (!(window.crypto && window.crypto.subtle)) unscripted.textContent = form.dataset.unsafe;
  else {
    form.hidden = false;
    unscripted.remove();
  }
}

const stateForm = document.querySelector(".gk-case__form");
if (stateForm) startStates(stateForm.closest(".gk-case"));

const applicationForm = document.querySelector(".gk-form");
const printedSheet = document.querySelector(".gk-sheet");
if (applicationForm && printedSheet) startForm(applicationForm, printedSheet);
