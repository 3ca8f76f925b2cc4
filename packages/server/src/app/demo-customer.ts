// The person whose story the demo tells. The past itself is ingested by packages/server/demo-past through the public HTTP API.
export const DEMO_CUSTOMER = {
  userId: 'mara-881',
  name: 'Mara Lindqvist',
  email: 'mara.lindqvist@example.com',
  phone: '+46701740635',
} as const;
