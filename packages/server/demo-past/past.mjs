// What Mara Lindqvist did before she opened the chat: six channels, two concerns, one customer. Times are relative to `now`; message ids
// are fixed, so that sending it all again changes nothing (C12).
const DAY_MS = 86_400_000;

const MARA = { userId: 'mara-881', name: 'Mara Lindqvist', email: 'mara.lindqvist@example.com', phone: '+46701740635' };

/** `HH:MM` UTC on the day `days` before `now`; negative = ahead. */
function at(now, days, time) {
  return `${new Date(now - days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`;
}

/** Segment calls, oldest first. `now` is in ms since the epoch. */
export function demoPast(now) {
  const track = (id, when, channel, department, event, properties) => ({
    type: 'track',
    messageId: `demo-past-${id}`,
    userId: MARA.userId,
    timestamp: when,
    event,
    properties,
    context: { channel, department },
  });
  const mortgage = { form: 'Mortgage application', step: 'Documents' };
  return [
    {
      type: 'identify',
      messageId: 'demo-past-customer',
      userId: MARA.userId,
      timestamp: at(now, 40, '08:00'),
      traits: { name: MARA.name, email: MARA.email, email_verified: true, phone: MARA.phone, phone_number_verified: true },
      context: { channel: 'back_office' },
    },
    track('branch', at(now, 12, '10:05'), 'branch', 'Mortgages', 'Branch Visit Logged', {
      branch: 'Quayside',
      topic: 'Mortgage',
      fields: { name: MARA.name, address: 'Skeppsgatan 14, 211 19 Malmö', employer: 'Nordvik Shipping' },
    }),
    track('form', at(now, 12, '19:31'), 'mobile_app', 'Mortgages', 'Form Draft Saved', {
      ...mortgage,
      filled: 14,
      total: 22,
      fields: { monthly_income: 'SEK 46,500', property_price: 'SEK 3,200,000', household: '2 adults, 1 child' },
    }),
    track('error', at(now, 12, '19:34'), 'mobile_app', 'Mortgages', 'Error Shown', {
      ...mortgage,
      code: 'upload_failed',
      message: 'The payslip could not be uploaded',
    }),
    track('ivr-choice', at(now, 5, '09:12'), 'ivr', 'Cards', 'IVR Input Received', {
      prompt: 'How can we help?',
      choice: '3',
      label: 'Dispute a card charge',
    }),
    track('ivr-claim', at(now, 5, '09:13'), 'ivr', 'Cards', 'IVR Input Received', {
      prompt: 'Please enter your claim number',
      key: 'claim_id',
      value: 'CL-48213',
    }),
    track('promise', at(now, 5, '09:25'), 'voice', 'Cards', 'Promise Made', {
      text: 'refund of SEK 649 for claim CL-48213',
      amount: 649,
      currency: 'SEK',
      due_at: at(now, -2, '15:00'),
      department: 'Cards',
      made_by: 'Jonas Ek',
    }),
    track('order', at(now, 4, '08:40'), 'order', 'Cards', 'Order Completed', {
      order_id: 'HP-30291',
      total: 75,
      currency: 'SEK',
      products: [{ product_id: 'debit-card', name: 'Replacement debit card', quantity: 1, price: 75 }],
    }),
    track('email', at(now, 1, '16:20'), 'email', 'Mortgages', 'Email Received', {
      subject: 'Payslip upload fails',
      text: 'Hello, the app still refuses my payslip. Which documents are missing for the mortgage, and can I send them another way? Mara',
    }),
  ];
}
