// Runs before the first paint: who is looking, and the queue that keeps calls to the chat until it is loaded.
// A real bank asks its back end who is signed in; this one asks config.js, and remembers "browse as a guest" for the tab.
(() => {
  let isGuest = !window.throughlineDemo;
  try {
    isGuest ||= sessionStorage.getItem('harbour.guest') === 'yes';
  } catch (error) {
    console.info('No storage: the choice lasts for this page', error);
  }
  document.documentElement.dataset.session = isGuest ? 'guest' : 'customer';

  // The queue stub of docs/widget.md, as a file: this site allows no inline script.
  if (typeof window.throughline === 'function') return;
  const queue = (...args) => {
    const answer = new Promise((resolve, reject) => {
      queue.q.push([args, resolve, reject, Date.now(), location.href, document.title, document.referrer]);
    });
    answer.catch(() => undefined); // who asked hears it too
    return answer;
  };
  queue.q = [];
  queue.v = 1;
  window.throughline = queue;
})();
