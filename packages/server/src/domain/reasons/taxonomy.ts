// Why customers come (M1): two levels, mutually exclusive, with the place upstream where each cause starts and who owns it. Pure.
// A site may bring its own leaves; these 44 are what it starts with, because metrics need a common ground on day one.

export type ContactType = 'expectation_gap' | 'confusion' | 'complaint_transaction' | 'complaint_interaction' | 'status_check' | 'request';

export interface Reason {
  /** `category.leaf`, e.g. `invoice.inaccurate`. */
  code: string;
  category: string;
  /** What agents read. */
  label: string;
  upstreamCause: string;
  ownerDepartment: string;
  contactType: ContactType;
  /** What to do about contacts of this kind. */
  action: 'eliminate' | 'simplify' | 'automate' | 'leverage';
}

type Shared = Pick<Reason, 'upstreamCause' | 'ownerDepartment' | 'contactType' | 'action'>;
/** A leaf's name, its label, and where it differs from its category. */
type Leaf = readonly [name: string, label: string, different?: Partial<Shared>];

const CATEGORIES: readonly (readonly [category: string, shared: Shared, leaves: readonly Leaf[]])[] = [
  [
    'product',
    { upstreamCause: 'product', ownerDepartment: 'product', contactType: 'expectation_gap', action: 'eliminate' },
    [
      ['defect', 'Product defect'],
      ['missing_feature', 'Missing feature'],
      ['compatibility', 'Compatibility'],
      ['how_to', 'How to use it'],
    ],
  ],
  [
    'documentation',
    { upstreamCause: 'documentation', ownerDepartment: 'product', contactType: 'confusion', action: 'simplify' },
    [
      ['unclear', 'Instructions unclear'],
      ['missing', 'Instructions missing'],
      ['wrong', 'Instructions wrong'],
    ],
  ],
  [
    'marketing_promise',
    { upstreamCause: 'marketing_promise', ownerDepartment: 'marketing', contactType: 'expectation_gap', action: 'eliminate' },
    [
      ['offer_differs', 'Offer differs from what was advertised'],
      ['misleading_ad', 'Misleading advertisement'],
    ],
  ],
  [
    'sales_promise',
    { upstreamCause: 'sales_promise', ownerDepartment: 'sales', contactType: 'complaint_transaction', action: 'eliminate' },
    [
      ['deal_not_honoured', 'Deal not honoured'],
      ['capability_oversold', 'Sold more than it can do'],
      ['price_differs', 'Price differs from what was agreed'],
    ],
  ],
  [
    'invoice',
    { upstreamCause: 'invoice_accuracy', ownerDepartment: 'finance', contactType: 'complaint_transaction', action: 'eliminate' },
    [
      ['inaccurate', 'Invoice inaccurate'],
      ['hard_to_read', 'Invoice hard to read', { upstreamCause: 'invoice_readability', action: 'simplify' }],
      ['unexpected_charge', 'Unexpected charge'],
      ['duplicate', 'Charged twice'],
      ['payment_failed', 'Payment failed'],
      ['refund_status', 'Refund status', { contactType: 'status_check' }],
    ],
  ],
  [
    'order_delivery',
    { upstreamCause: 'delivery', ownerDepartment: 'logistics', contactType: 'request', action: 'automate' },
    [
      ['where_is_it', 'Where is my order', { contactType: 'status_check' }],
      ['late', 'Delivery late', { contactType: 'complaint_transaction' }],
      ['damaged_or_wrong', 'Damaged or wrong item', { contactType: 'complaint_transaction' }],
      ['cancel_or_change', 'Cancel or change an order'],
      ['return', 'Return an order'],
    ],
  ],
  [
    'account_access',
    { upstreamCause: 'process', ownerDepartment: 'it', contactType: 'request', action: 'automate' },
    [
      ['login', 'Cannot sign in'],
      ['locked', 'Account locked'],
      ['data_change', 'Change of personal data'],
    ],
  ],
  [
    'service_interaction',
    { upstreamCause: 'process', ownerDepartment: 'service', contactType: 'complaint_interaction', action: 'eliminate' },
    [
      ['rude', 'Unfriendly service'],
      ['slow', 'Slow service'],
      ['not_called_back', 'Not called back'],
      ['repeated_myself', 'Had to repeat themselves'],
    ],
  ],
  [
    'claim_application_status',
    { upstreamCause: 'process', ownerDepartment: 'operations', contactType: 'status_check', action: 'automate' },
    [
      ['status_check', 'Status of a claim or application'],
      ['documents', 'Documents for a claim or application'],
      ['decision', 'Decision on a claim or application'],
    ],
  ],
  [
    'policy_terms',
    { upstreamCause: 'policy', ownerDepartment: 'legal', contactType: 'confusion', action: 'simplify' },
    [
      ['coverage', 'What is covered'],
      ['cancellation_terms', 'Cancellation terms'],
    ],
  ],
  [
    'information_request',
    { upstreamCause: 'documentation', ownerDepartment: 'marketing', contactType: 'request', action: 'simplify' },
    [
      ['product', 'Question about a product'],
      ['price', 'Question about a price'],
      ['opening_or_contact', 'Opening hours or contact'],
    ],
  ],
  [
    'purchase_intent',
    { upstreamCause: 'other', ownerDepartment: 'sales', contactType: 'request', action: 'leverage' },
    [
      ['new', 'Wants to buy'],
      ['upgrade', 'Wants to upgrade'],
    ],
  ],
  [
    'feedback_praise',
    { upstreamCause: 'other', ownerDepartment: 'service', contactType: 'request', action: 'leverage' },
    [
      ['praise', 'Praise'],
      ['suggestion', 'Suggestion'],
    ],
  ],
  [
    'other',
    { upstreamCause: 'other', ownerDepartment: 'service', contactType: 'request', action: 'simplify' },
    [
      ['spam', 'Spam'],
      ['other', 'Other'],
    ],
  ],
];

/** The 44 leaves of M1, in the order of the table. */
export const DEFAULT_REASONS: readonly Reason[] = CATEGORIES.flatMap(([category, shared, leaves]) =>
  leaves.map(([name, label, different]) => ({ code: `${category}.${name}`, category, label, ...shared, ...different })),
);

const COMPLAINTS = new Set(DEFAULT_REASONS.filter(({ contactType }) => contactType.startsWith('complaint_')).map(({ code }) => code));

/** True when the reason is a complaint, about a transaction or about how somebody was treated. Unknown codes are none. */
export function isComplaint(code: string | null): boolean {
  return code !== null && COMPLAINTS.has(code);
}

/** True when the reason says that the bill is not what was agreed (C35). */
export function isBillingMismatch(code: string | null): boolean {
  return code !== null && BILLING_MISMATCHES.has(code);
}
const BILLING_MISMATCHES = new Set([
  'invoice.inaccurate',
  'invoice.unexpected_charge',
  'invoice.duplicate',
  'sales_promise.price_differs',
  'sales_promise.deal_not_honoured',
]);
