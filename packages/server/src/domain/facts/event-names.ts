// Event names with a meaning for facts and context (C14), where several files must agree on them.

/** Mail the customer wrote. Delivery reports (`Email Delivered`, `Email Opened` …) are ours. */
export const CUSTOMER_EMAIL_EVENTS: ReadonlySet<string> = new Set(['Email Received', 'Email Replied', 'Email Reply Received']);
