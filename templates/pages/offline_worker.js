// Without signal: the one page that is kept, in place of the browser's own error. Nothing else is ever stored here.
const PAGE = "{% url "pages:offline" %}", KEPT = "offline", HOUR = 36e5;

const keep = async () => {
  const answer = await fetch(PAGE, { credentials: "omit", cache: "no-cache" });
  if (answer.ok) await (await caches.open(KEPT)).put(PAGE, answer);
};
const kept = async () => (await caches.open(KEPT)).match(PAGE);
const freshen = async () => {
  const last = await kept();
  if (!last || Date.now() - Date.parse(last.headers.get("date")) > HOUR) await keep().catch(() => {});
};

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode !== "navigate" || request.method !== "GET") return;
  const page = fetch(request);
  event.respondWith(page.catch(async () => (await kept()) || Response.error()));
  event.waitUntil(page.then(freshen, () => {}));
});
