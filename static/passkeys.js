// What allauth's own script leaves to the page: to show passkeys where they work, and to say when one did not.
const able = "PublicKeyCredential" in window;
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !able;
for (const part of document.querySelectorAll("[data-passkey-unable]")) part.hidden = able;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.querySelector("[data-passkey-trouble]");
  const known = event.detail.exception.name === "InvalidStateError";
  trouble.textContent = known ? trouble.dataset.known : trouble.dataset.failed;
  trouble.hidden = false;
});

// The box belongs to the form with the password; the passkey's form is sent without it.
const box = document.querySelector("[type=checkbox][name=shared_computer]");
const copy = document.querySelector("[data-shared-copy]");
if (box && copy) {
  const take = () => { copy.value = box.checked ? "on" : ""; };
  box.addEventListener("change", take);
  take();
}
