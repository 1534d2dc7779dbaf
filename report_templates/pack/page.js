"use strict";
(() => {
  const pack = JSON.parse(document.getElementById("pack").textContent);
  const head = pack.head;
  const words = pack.words;
  const KEY = "iso20k-gap:" + head.pack;
  const FIELDS = ["title", "location", "effective", "valid_until"];
  const at = (id) => document.getElementById(id);
  const plain = (text) => (text || "").replace(/\r\n?/g, "\n").trim();
  // What is said: the words come with the pack, in its language; a number picks its form.
  const said = (name, values = {}) => {
    const text = words[name];
    const form = typeof text === "string" ? text : text.forms[Number(text.which[Math.min(values.count, text.which.length - 1)])];
    return form.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
  };
  const questions = new Map();
  const stamps = new Map();
  let storage = null;
  let downloaded = true;
  let timer = 0;

  // One question: its fields on the page, and what they held as the pack went out.
  class Question {
    constructor(element, before) {
      this.id = element.dataset.id;
      this.element = element;
      this.before = before;
      this.pieces = element.querySelector(".pieces");
      this.reason = element.querySelector(".reason");
      element.querySelector(".add").addEventListener("click", () => this.add().querySelector("input").focus());
      this.fill({ ...before, rating: before.symbol });
    }

    field(name) { return this.element.querySelector(`[data-field="${name}"]`); }

    get rating() { return this.element.querySelector("input[type=radio]:checked").value; }

    add() {
      const piece = at("piece").content.firstElementChild.cloneNode(true);
      this.pieces.append(piece);
      for (const input of piece.querySelectorAll("input")) {
        const values = { number: this.pieces.children.length, question: this.id, field: input.parentNode.firstChild.data };
        input.setAttribute("aria-label", said("piece", values));
      }
      return piece;
    }

    fill(state) {
      for (const radio of this.element.querySelectorAll("input[type=radio]")) {
        if (state.rating && radio.value === state.rating) radio.checked = true;
      }
      for (const name of ["note", "reason", "respondent"]) {
        const field = this.field(name);
        if (field && plain(state[name])) field.value = state[name];
      }
      const wanted = state.evidence || [];
      while (this.pieces.children.length < Math.max(1, wanted.length)) this.add();
      wanted.forEach((piece, place) => {
        for (const name of FIELDS) {
          if (plain(piece[name])) this.pieces.children[place].querySelector(`[data-field="${name}"]`).value = piece[name];
        }
      });
      if (plain(state.respondent)) this.element.querySelector(".other").open = true;
      this.show();
    }

    state() {
      const value = (name) => (this.field(name) ? this.field(name).value : "");
      const evidence = [...this.pieces.children].map((piece) =>
        Object.fromEntries(FIELDS.map((name) => [name, piece.querySelector(`[data-field="${name}"]`).value])));
      while (evidence.length > this.before.evidence.length && FIELDS.every((name) => !plain(evidence.at(-1)[name]))) evidence.pop();
      const rating = this.rating;
      const reason = rating === "no_occurrence" ? value("reason") : "";
      return { rating, reason, note: value("note"), evidence, respondent: value("respondent") };
    }

    get isAnswered() { return this.rating !== ""; }

    get isChanged() {
      const now = this.state();
      const differs = (given, held) => plain(given) !== "" && plain(given) !== plain(held);
      return differs(now.rating, this.before.symbol) || differs(now.note, this.before.note) || differs(now.reason, this.before.reason)
        || now.evidence.some((piece, place) => FIELDS.some((name) => differs(piece[name], (this.before.evidence[place] || {})[name])));
    }

    show() {
      this.element.classList.toggle("answered", this.isAnswered);
      if (this.reason) this.reason.hidden = this.rating !== "no_occurrence";
    }

    problems() {
      const found = [];
      const now = this.state();
      if (now.rating === "no_occurrence" && !plain(now.reason)) found.push(said("why"));
      now.evidence.forEach((piece, place) => {
        const title = plain(piece.title) || plain((this.before.evidence[place] || {}).title);
        if (!title && FIELDS.some((name) => plain(piece[name]))) found.push(said("untitled", { number: place + 1 }));
        if (piece.effective && piece.valid_until && piece.valid_until < piece.effective) found.push(said("reversed", { number: place + 1 }));
      });
      const dates = [...this.element.querySelectorAll("input[type=date]")];
      if (dates.some((input) => input.validity.badInput)) found.push(said("half_date"));
      return found;
    }
  }

  const say = (text, bad = false) => {
    at("status").textContent = text;
    at("status").classList.toggle("bad", bad);
  };
  const clock = () => new Date().toTimeString().slice(0, 5);
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const openStorage = () => {
    try {
      const place = window.localStorage;
      place.setItem(KEY + ":probe", "1");
      place.removeItem(KEY + ":probe");
      return place;
    } catch {
      return null;
    }
  };

  const count = () => {
    const all = [...questions.values()];
    const done = all.filter((question) => question.isAnswered).length;
    at("count").textContent = said("progress", { done, total: all.length });
    at("progress").value = done;
    for (const mark of document.querySelectorAll(".open")) {
      const here = all.filter((question) => question.element.dataset.clause === mark.dataset.clause);
      const open = here.filter((question) => !question.isAnswered).length;
      mark.textContent = open ? said("open", { count: open }) : said("none_open");
    }
  };

  const collected = () => {
    const answers = {};
    for (const question of questions.values()) {
      if (question.isChanged) answers[question.id] = { ...question.state(), ...stamps.get(question.id), before: question.before };
    }
    return { kind: pack.kind, ...head, respondent: at("respondent").value.trim(), saved: new Date().toISOString(), answers };
  };

  const save = () => {
    window.clearTimeout(timer);
    timer = 0;
    if (!storage) return;
    try {
      storage.setItem(KEY, JSON.stringify(collected()));
      say(said("saved", { time: clock() }));
    } catch {
      storage = null;
      say(said("full"), true);
    }
  };

  const touched = (event) => {
    const element = event.target.closest(".question");
    if (element) {
      const question = questions.get(element.dataset.id);
      stamps.set(question.id, { on: today(), at: new Date().toISOString() });
      question.show();
    }
    downloaded = false;
    count();
    if (storage && !timer) timer = window.setTimeout(save, 300);
  };

  // Put answers onto the page; what is blank in them leaves the fields as they are.
  const take = (file) => {
    let taken = 0;
    for (const [id, state] of Object.entries(file.answers)) {
      const question = questions.get(id);
      if (!question || typeof state !== "object" || state === null) continue;
      question.fill(state);
      if (state.on) stamps.set(id, { on: state.on, at: state.at || "" });
      taken += 1;
    }
    if (plain(file.respondent)) at("respondent").value = file.respondent;
    count();
    return taken;
  };

  const understood = (text) => {
    const file = JSON.parse(text);
    if (file.kind !== pack.kind || typeof file.answers !== "object" || file.answers === null) throw new Error("other");
    if (file.edition !== head.edition || file.questionnaire !== head.questionnaire || file.scale !== head.scale) throw new Error("edition");
    return file;
  };

  const load = async (event) => {
    const [chosen] = event.target.files;
    event.target.value = "";
    if (!chosen) return;
    try {
      const file = understood(await chosen.text());
      const taken = take(file);
      save();
      const other = file.pack === head.pack ? "" : ` ${said("other_pack")}`;
      say(said("loaded", { taken, count: Object.keys(file.answers).length, file: chosen.name }) + other);
    } catch (error) {
      say(said(error.message === "edition" ? "other_edition" : "no_answers", { file: chosen.name }), true);
    }
  };

  const tell = (lines) => {
    const box = at("problems");
    box.hidden = lines.length === 0;
    box.querySelector("p").textContent = lines.length ? said("look") : "";
    box.querySelector("ul").replaceChildren(...lines.map(([target, text]) => {
      const link = document.createElement("a");
      link.href = "#" + target;
      link.textContent = text;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    if (lines.length) box.focus();
  };

  const problems = () => {
    const lines = [];
    for (const question of questions.values()) {
      const found = question.problems();
      question.element.classList.toggle("wrong", found.length > 0);
      for (const text of found) lines.push(["q-" + question.id, `${question.id}: ${text}`]);
    }
    if (!at("respondent").value.trim()) lines.unshift(["respondent", said("name")]);
    return lines;
  };

  const download = () => {
    const lines = problems();
    tell(lines);
    if (lines.length) return;
    save();
    const file = collected();
    const blob = new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    const name = file.respondent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    link.download = `answers-${name || "pack"}-${head.pack.slice(0, 8)}.json`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    downloaded = true;
    say(said("downloaded", { count: Object.keys(file.answers).length, file: link.download }));
  };

  const goOn = () => {
    const all = [...questions.values()];
    const here = document.activeElement.closest(".question");
    const from = here ? all.findIndex((question) => question.element === here) + 1 : 0;
    const next = [...all.slice(from), ...all.slice(0, from)].find((question) => !question.isAnswered);
    if (!next) return say(said("complete"));
    next.element.scrollIntoView();
    next.element.querySelector("input[type=radio]:checked").focus();
    return undefined;
  };

  const begin = () => {
    for (const element of document.querySelectorAll(".question")) {
      questions.set(element.dataset.id, new Question(element, pack.before[element.dataset.id]));
    }
    at("respondent").value = head.person;
    storage = openStorage();
    say(said(storage ? "kept" : "not_kept"), !storage);
    try {
      const kept = storage && storage.getItem(KEY);
      if (kept) {
        const file = understood(kept);
        const taken = take(file);
        if (taken) say(said("back", { count: taken, time: new Date(file.saved).toLocaleString() }));
      }
    } catch {
      say(said("unreadable"), true);
    }
    count();
    document.addEventListener("input", touched);
    document.addEventListener("change", touched);
    at("next").addEventListener("click", goOn);
    at("download").addEventListener("click", download);
    at("load").addEventListener("click", () => at("file").click());
    at("file").addEventListener("change", load);
    window.addEventListener("pagehide", () => { if (timer) save(); });
    document.addEventListener("visibilitychange", () => { if (timer) save(); });
    window.addEventListener("beforeunload", (event) => { if (!storage && !downloaded) event.preventDefault(); });
  };

  begin();
})();
