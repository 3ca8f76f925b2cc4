// Calls the chat before and after it is loaded: the queue keeps what comes early.
const early = [];
window.throughline ??= Object.assign(
  (...args) => void early.push([args, () => {}, () => {}, Date.now(), location.href, document.title, document.referrer]),
  { q: early, v: 1 },
);

document.querySelector('#ask').addEventListener('click', () => window.throughline('compose', 'When will my order arrive?'));
window.throughline('track', 'Product Viewed', { product_id: 'kettle', name: 'Kettle', price: 49, currency: 'EUR' });
window.throughline('on', 'unread', ({ count }) => {
  document.querySelector('#unread').textContent = count > 0 ? `${count} new` : '';
});
