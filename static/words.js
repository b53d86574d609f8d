// Never lose a word. The page's side is site/confidential/forms.py. The copy on this device is a bridge, never the store.
for (const form of document.querySelectorAll("form[data-words]:not([data-on])")) {
  form.dataset.on = "";
  const { words: saveUrl, wordsKey, wordsKeep, wordsBridge, wordsCookie, wordsSession, wordsUnsaved } = form.dataset;
  const part = (name) => form.querySelector(`[data-words-${name}]`);
  const [state, line, chooseLink, beforeLink, signInLink, ending] = ["state", "line", "choose", "before", "sign-in", "ending"].map(part);
  const texts = state.dataset;
  const areas = [...form.querySelectorAll("textarea[name^=part-]")];
  const { revision, tab: { value: tab }, sequence: counter } = form.elements;
  const today = Math.floor(Date.now() / 864e5);
  const prefix = `words:${wordsKey}:`, ownKey = `${prefix}${tab}:${today}`;
  const locks = navigator.locks;

  let base = revision.value, sequence = 0, saved = areas.map((area) => area.defaultValue);
  let bridge = wordsBridge === "on", bridged, busy, refused, leaving, pressed, timer, end, back = "", failures = 0, since = 0;

  const words = () => areas.map((area) => area.value);
  const same = (these, those) => these.every((text, i) => text === those[i]);
  const dirty = () => !same(words(), saved);
  const grow = (area) => {
    const more = area.scrollHeight - area.clientHeight;
    if (more > 0) area.style.height = `${area.offsetHeight + more}px`;
  };
  const put = (values) => areas.forEach((area, i) => { area.value = values[i]; grow(area); });
  const snapshot = (values) => ({ revision: base, tab, sequence, ...Object.fromEntries(areas.map((area, i) => [area.name, values[i]])) });

  // A key begins with person and text, so that nobody else's are read, and ends with its day.
  const device = (act) => { try { return act(localStorage); } catch { return null; } };
  const keys = (start) => device((store) => Object.keys(store).filter((key) => key.startsWith(start))) || [];
  const read = (key) => device((store) => JSON.parse(store.getItem(key)));
  const forget = (key) => device((store) => store.removeItem(key));
  const drop = () => { bridged = false; forget(ownKey); };
  const keep = () => {
    // Gone, not by this tab: somebody signed out in another.
    if (bridged && !read(ownKey)) bridge = false;
    bridged = bridge && device((store) => { store.setItem(ownKey, JSON.stringify(snapshot(words()))); return true; });
  };

  const say = (text, link, bad = false) => {
    chooseLink.hidden = link !== chooseLink;
    signInLink.hidden = link !== signInLink;
    state.classList.toggle("hf-state--trouble", bad);
    if (bad) ending.hidden = true;
    if (line.textContent !== text) line.textContent = text;
  };
  const trouble = (text, link) => say(`${text} ${bridged ? texts.kept : texts.unkept}`, link, true);
  const signedOut = [texts.signedOut, signInLink];
  const reasons = { 0: [texts.offline], 401: signedOut, 403: signedOut, 404: [texts.stranger] };
  const settled = (clash, said) => clash ? say(texts.clash, chooseLink, true) : say(back + texts.saved.replace("TIME", said.saved));

  const watch = (seconds) => {
    clearTimeout(end);
    ending.hidden = seconds > 300;
    if (ending.hidden) end = setTimeout(watch, (seconds - 300) * 1e3, 0);
  };

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait); };
  const post = async (url, fields) => {
    const body = new URLSearchParams(fields);
    // Read each time: signing in again changes it.
    const token = document.cookie.split("; ").find((pair) => pair.startsWith(`${wordsCookie}=`))?.split("=")[1];
    const answer = await fetch(url, {
      method: "POST", body, redirect: "error", headers: { "X-CSRFToken": token },
      keepalive: `${body}`.length < 6e4, signal: AbortSignal.timeout?.(2e4),
    }).catch(() => Response.error());
    if (answer.ok) watch(answer.headers.get("session"));
    return answer;
  };

  const send = async () => {
    clearTimeout(timer);
    if (busy || leaving || !dirty()) return;
    busy = true;
    sequence += 1;
    keep();
    const sending = words();
    const answer = await post(saveUrl, snapshot(sending)), { status } = answer;
    const said = await answer.json().catch(() => ({}));
    busy = false;
    refused = status >= 400 && status < 500 && status !== 429 && !reasons[status];
    if ("revision" in said) heard(status === 409, said, sending);
    else if (refused) trouble(said.message || texts.refused);
    else {
      trouble(...(reasons[status] || [texts.fault]));
      later(Math.min(6e4, 2e3 * 2 ** failures++));
    }
  };

  const heard = (clash, said, sending) => {
    failures = since = 0;
    saved = sending;
    if (said.before) beforeLink.hidden = false;
    // After a clash the base stays: the newer words are not this tab's to replace.
    if (!clash) base = revision.value = said.revision;
    settled(clash, said);
    if (!dirty()) return drop();
    since = Date.now();
    keep();
    later(1500);
  };

  // What an earlier visit left. Its lock is free once its tab is gone.
  const bring = async (key) => {
    const copy = read(key);
    if (!copy) return;
    const theirs = areas.map((area, i) => copy[area.name] ?? saved[i]);
    if (same(theirs, saved) || same(theirs, words())) return forget(key);
    if (!dirty() && copy.revision === base) {
      put(theirs);
      keep();
      if (bridged) forget(key);
      back = `${texts.restored} `;
      return send();
    }
    // The server has moved on, or somebody types already: hand the copy over and let the server judge.
    copy.sequence += 1;
    if (!locks) copy.tab = "";
    const answer = await post(saveUrl, copy);
    const clash = answer.status === 409;
    if (!answer.ok && !clash) return;
    forget(key);
    const said = await answer.json();
    if (!clash) {
      if (dirty()) return;
      put(theirs);
      saved = theirs;
      base = revision.value = said.revision;
    }
    settled(clash, said);
  };
  for (const key of keys("words:")) if (today - key.split(":").pop() > 7) forget(key);
  for (const key of keys(prefix)) locks ? locks.request(key, () => bring(key)) : bring(key);
  locks?.request(ownKey, () => new Promise(() => {}));

  ending.querySelector("button").onclick = async () => {
    if (!(await post(wordsKeep)).ok) trouble(...signedOut);
  };

  // Every button, Sign out too, waits for the words. If they cannot be saved the page stays; a second press goes.
  addEventListener("submit", async (event) => {
    const { target, submitter } = event;
    if (event.defaultPrevented) return;
    if (!pressed && (busy || dirty())) {
      event.preventDefault();
      pressed = true;
      while (busy) await new Promise((go) => setTimeout(go, 50));
      await send();
      if (!dirty() || refused) target.requestSubmit(submitter);
      return;
    }
    counter.value = sequence + 1;
    leaving = true;
    setTimeout(() => { leaving = false; send(); }, 2e4);
  });

  addEventListener("input", ({ target }) => {
    if (!areas.includes(target)) return;
    grow(target);
    leaving = pressed = false;
    back = "";
    if (!dirty() && !busy) return drop();
    keep();
    since ||= Date.now();
    if (!failures) later(Math.max(0, Math.min(1500, since + 1e4 - Date.now())));
  });
  for (const name of ["focusout", "pagehide", "online", "focus", "visibilitychange"]) addEventListener(name, () => send());
  addEventListener("pageshow", () => { leaving = pressed = false; });
  addEventListener("beforeunload", (event) => { if (dirty() && !leaving && !bridged) event.preventDefault(); });

  areas.forEach(grow);
  part("plain").remove();
  line.textContent ||= texts.begin;
  if (wordsUnsaved === "on") saved = areas.map(() => null);
  // Or typed before this script came.
  if (dirty()) keep(), later(0);
  watch(wordsSession);
}
