// The smallest router there is. The chat sees the changes of the address by itself: nothing to call.
const PAGES = { '/': 'Home', '/kettles': 'Kettles', '/delivery': 'Delivery' };

function show() {
  document.querySelector('main').replaceChildren(Object.assign(document.createElement('h1'), { textContent: PAGES[location.pathname] }));
}
document.querySelector('nav').addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  show();
});
addEventListener('popstate', show);
show();
