// What the browser shows without signal is kept by a small worker: see site/pages/offline.py.
navigator.serviceWorker?.register(document.currentScript.dataset.worker).catch(() => {});
