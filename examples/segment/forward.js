// Who signs in or out is told to the chat too. The chat itself never touches `analytics`.
const chat = (...args) =>
  typeof window.throughline === 'function'
    ? window.throughline(...args)
    : addEventListener('throughline:ready', () => window.throughline(...args), { once: true });

analytics.addSourceMiddleware(({ payload, next }) => {
  if (payload.type() === 'identify') chat('identify', payload.userId(), payload.traits());
  next(payload);
});
analytics.on('reset', () => chat('reset'));

analytics.page();
addEventListener('click', ({ target }) => {
  if (target.id === 'sign-in') analytics.identify('u-7', { name: 'Noor Haddad' });
});
