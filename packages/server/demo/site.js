// What the pages of Harbour & Pine do: sign in and out, tell the chat who that is, keep the mortgage form's progress.
const customer = window.throughlineDemo;
const root = document.documentElement;
const isSignedIn = () => root.dataset.session === 'customer';
const quietly = (promise) => promise.catch((error) => console.info('The chat said no:', error.code ?? error.message));

function remember(isGuest) {
  try {
    sessionStorage.setItem('harbour.guest', isGuest ? 'yes' : 'no');
  } catch (error) {
    console.info('No storage: the choice lasts for this page', error);
  }
}

/** A signed token makes the identity verified: agents see the whole past, and own conversations return on any device. */
function signIn() {
  if (!customer) return;
  remember(false);
  root.dataset.session = 'customer';
  quietly(window.throughline('identify', customer.userId, { name: customer.name }, { token: customer.token }));
}

function signOut() {
  remember(true);
  root.dataset.session = 'guest';
  quietly(window.throughline('reset'));
}

if (isSignedIn()) signIn();
for (const button of document.querySelectorAll('[data-sign-in]')) button.addEventListener('click', signIn);
for (const button of document.querySelectorAll('[data-sign-out]')) button.addEventListener('click', signOut);
for (const button of document.querySelectorAll('[data-chat]')) {
  button.addEventListener('click', () => {
    quietly(button.dataset.chat ? window.throughline('compose', button.dataset.chat) : window.throughline('open'));
  });
}

const menu = document.querySelector('[data-menu]');
menu?.addEventListener('click', () => {
  const open = menu.getAttribute('aria-expanded') !== 'true';
  menu.setAttribute('aria-expanded', String(open));
});

const form = document.querySelector('[data-form]');
if (form) {
  const fields = [...form.elements].filter((element) => element.name && element.type !== 'file');
  const meter = document.querySelector('[data-progress]');
  const count = document.querySelector('[data-count]');
  const total = Number(form.dataset.total);
  const upload = form.querySelector('[type=file]');
  const problem = document.querySelector('[data-upload-problem]');

  // The draft from the app belongs to the customer; a guest starts with an empty form.
  if (isSignedIn()) for (const field of fields) field.value = field.dataset.draft ?? field.value;

  const isFilled = (field) => (field.type === 'checkbox' ? field.checked : field.value.trim() !== '');
  const show = () => {
    const filled = fields.filter(isFilled).length;
    meter.value = filled;
    count.textContent = `${filled} of ${total} fields`;
    return filled;
  };
  show();
  form.addEventListener('input', show);
  form.addEventListener('change', (event) => {
    if (event.target === upload) return;
    quietly(window.throughline('track', 'Form Draft Saved', { form: 'Mortgage application', step: 'Documents', filled: show(), total }));
  });
  upload.addEventListener('change', () => {
    problem.hidden = false;
    upload.setAttribute('aria-invalid', 'true');
    quietly(
      window.throughline('track', 'Error Shown', {
        form: 'Mortgage application',
        step: 'Documents',
        code: 'upload_failed',
        message: 'The payslip could not be uploaded',
      }),
    );
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.hidden = false;
    problem.scrollIntoView({ block: 'center' });
  });
}

const loan = document.querySelector('[data-loan]');
if (loan) {
  const amount = loan.querySelector('[name=amount]');
  const years = loan.querySelector('[name=years]');
  const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
  const MONTHLY_RATE = 0.0319 / 12;
  const calculate = () => {
    const months = Number(years.value) * 12;
    const payment = (Number(amount.value) * MONTHLY_RATE) / (1 - (1 + MONTHLY_RATE) ** -months);
    loan.querySelector('[data-amount]').textContent = `SEK ${number.format(amount.value)}`;
    loan.querySelector('[data-years]').textContent = `${years.value} years`;
    loan.querySelector('[data-payment]').textContent = `SEK ${number.format(payment)}`;
  };
  calculate();
  loan.addEventListener('input', calculate);
}
