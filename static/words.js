// Never lose a word. One autosaved form per page; its page's side is site/confidential/forms.py.
// A copy on this device bridges what the server has not confirmed. It is a bridge, never the store.
(() => {
  "use strict";
  const form = document.querySelector("form[data-words]");
  if (!form || form.dataset.running) return;
  form.dataset.running = "on";

  const { words: saveUrl, wordsKey, wordsKeep, wordsBridge, wordsCookie, wordsSession, wordsUnsaved } = form.dataset;
  const part = (name) => form.querySelector(`[data-words-${name}]`);
  const [line, chooseLink, signInLink, ending] = ["line", "choose", "sign-in", "ending"].map(part);
  const texts = part("state").dataset;
  const areas = [...form.querySelectorAll("textarea[name^=part-]")];
  const { revision, tab: { value: tab }, sequence: counter } = form.elements;
  const DAY = 864e5, today = Math.floor(Date.now() / DAY);
  const prefix = `words:${wordsKey}:`, ownKey = `${prefix}${tab}:${today}`;

  let base = revision.value, sequence = 0, saved = areas.map((area) => area.defaultValue);
  let busy, refused, clash, leaving, timer, bridged, failures = 0, since = 0;

  const words = () => areas.map((area) => area.value);
  const same = (these, those) => these.every((text, i) => text === those[i]);
  const dirty = () => !same(words(), saved);
  const grow = (area) => {
    const more = area.scrollHeight - area.clientHeight;
    if (more > 0) area.style.height = `${area.offsetHeight + more}px`;
  };
  const put = (values) => areas.forEach((area, i) => { area.value = values[i]; grow(area); });
  const snapshot = (values) => ({ revision: base, tab, sequence, ...Object.fromEntries(areas.map((area, i) => [area.name, values[i]])) });

  // Keys begin with the person and the text, so that nobody else's words are read; they end with the day they expire by.
  const device = (act) => { try { return act(localStorage); } catch { return null; } };
  const keys = (start) => device((store) => Object.keys(store).filter((key) => key.startsWith(start))) || [];
  const forget = (key) => device((store) => store.removeItem(key));
  const keep = () => {
    const copy = JSON.stringify(snapshot(words()));
    bridged = wordsBridge === "on" && device((store) => { store.setItem(ownKey, copy); return true; });
  };

  // Says a thing once, so that a screen reader is not a ticker.
  const say = (text, link) => {
    for (const one of [chooseLink, signInLink]) one.hidden = one !== link;
    if (line.textContent !== text) line.textContent = text;
  };
  const trouble = (text, link) => say(`${text} ${bridged ? texts.kept : texts.unkept}`, link);
  const settled = (status, said) => status === 409 ? say(texts.clash, chooseLink) : say(texts.saved.replace("TIME", said.saved));

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait); };
  const post = (url, fields) => {
    const body = new URLSearchParams(fields);
    // The cookie is read each time: signing in again changes it.
    const token = document.cookie.split("; ").find((pair) => pair.startsWith(`${wordsCookie}=`))?.split("=")[1];
    return fetch(url, {
      method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token || "" },
      keepalive: `${body}`.length < 6e4, signal: AbortSignal.timeout(2e4),
    });
  };

  async function send() {
    clearTimeout(timer);
    if (busy || leaving || !dirty()) return;
    busy = true;
    sequence += 1;
    keep();
    const sending = words();
    let status = 0, said = {};
    try {
      const answer = await post(saveUrl, snapshot(sending));
      status = answer.status;
      said = await answer.json();
    } catch { /* no connection, or an answer without words: the status says which */ }
    busy = false;
    refused = status >= 400 && status < 500 && ![401, 403, 404, 409, 429].includes(status);
    clash = status === 409;
    if (said.revision !== undefined) heard(status, said, sending);
    else if (refused) trouble(said.message || texts.refused);
    else {
      if (!status) trouble(texts.offline);
      else if (status === 401 || status === 403) trouble(texts.signedOut, signInLink);
      else trouble(status === 404 ? texts.stranger : texts.fault);
      later(Math.min(6e4, 2e3 * 2 ** failures++));
    }
  }

  function heard(status, said, sending) {
    failures = since = 0;
    saved = sending;
    // After a clash the base stays as it was: the newer words are not this tab's to replace.
    if (!clash) base = revision.value = said.revision;
    settled(status, said);
    if (!dirty()) return forget(ownKey);
    since = Date.now();
    keep();
    later(1500);
  }

  // What an earlier visit left on this device. Its lock is free once its own tab is gone.
  async function bring(key) {
    const copy = device((store) => JSON.parse(store.getItem(key)));
    if (!copy) return;
    const theirs = areas.map((area, i) => copy[area.name] ?? saved[i]);
    if (same(theirs, saved)) return forget(key);
    if (!dirty() && copy.revision === base) {
      put(theirs);
      keep();
      if (bridged) forget(key);
      say(texts.restored);
      return send();
    }
    // The server has moved on, or somebody types already: hand the copy over and let the server judge.
    copy.sequence += 1;
    if (!navigator.locks) copy.tab = "";
    const answer = await post(saveUrl, copy).catch(() => ({}));
    if (answer.status !== 200 && answer.status !== 409) return;
    forget(key);
    const said = await answer.json();
    if (answer.status === 200) {
      if (dirty()) return;
      put(theirs);
      saved = theirs;
      base = revision.value = said.revision;
    }
    settled(answer.status, said);
  }
  for (const key of keys("words:")) if (today - key.split(":").pop() > 7) forget(key);
  for (const key of keys(prefix)) navigator.locks ? navigator.locks.request(key, () => bring(key)) : bring(key);
  navigator.locks?.request(ownKey, () => new Promise(() => {}));

  // The session's end: said five minutes before, with a way to stay.
  const watch = () => setTimeout(() => { ending.hidden = false; }, wordsSession * 1e3 - 3e5);
  ending.querySelector("button").addEventListener("click", async () => {
    const answer = await post(wordsKeep).catch(() => ({}));
    ending.hidden = true;
    if (answer.ok) watch();
    else trouble(texts.signedOut, signInLink);
  });

  // A button sends the same words by the form: save first, so that the two do not cross. A second press goes anyway.
  let pressed;
  form.addEventListener("submit", async (event) => {
    if ((busy || dirty()) && !pressed) {
      event.preventDefault();
      pressed = true;
      while (busy) await new Promise((go) => setTimeout(go, 50));
      await send();
      if (!dirty() || refused) return form.requestSubmit(event.submitter);
      return;
    }
    leaving = true;
    counter.value = sequence + 1;
  });

  form.addEventListener("input", ({ target }) => {
    if (!areas.includes(target)) return;
    grow(target);
    pressed = false;
    if (!dirty() && !busy) return forget(ownKey);
    keep();
    since ||= Date.now();
    if (!failures) later(Math.max(0, Math.min(1500, since + 1e4 - Date.now())));
  });
  for (const event of ["focusout", "pagehide", "online", "focus", "visibilitychange"]) addEventListener(event, () => send());
  addEventListener("pageshow", () => { leaving = pressed = false; });
  addEventListener("beforeunload", (event) => { if (dirty() && !leaving && !bridged) event.preventDefault(); });

  areas.forEach(grow);
  if (!line.textContent.trim()) line.textContent = texts.begin;
  if (wordsUnsaved === "on") {
    saved = areas.map(() => null);
    keep();
    later(0);
  }
  watch();
})();
