// What an agent is told to do or to avoid before a site wrote playbooks of its own. Pure.
import type { Where } from './match.js';

export interface Playbook {
  id: string;
  kind: 'do' | 'avoid';
  /** At most 160 characters, in the agent's language. */
  text: string;
  /** Any of these is enough. */
  when: readonly Where[];
  /** Higher goes first: only two lines are read. */
  priority: number;
  /** True when following it means to offer something; such a line is silent while it would hurt (C35). */
  offer?: boolean;
}

const MISMATCHES = ['mismatch_price', 'mismatch_order'];

export const BUILT_IN_PLAYBOOKS: readonly Playbook[] = [
  {
    id: 'no-offers',
    kind: 'avoid',
    text: 'No offers or upgrades until this is settled',
    when: [{ 'alerts.code': MISMATCHES }, { 'complaint.open': true }, { 'sentiment.state': ['negative', 'very_negative'] }],
    priority: 90,
  },
  {
    id: 'broken-promise',
    kind: 'do',
    text: 'Acknowledge the promise first, then say what happens now and when',
    when: [{ 'alerts.code': 'commitment_broken' }, { 'commitments.status': 'broken' }],
    priority: 85,
  },
  {
    id: 'leaving-customer',
    kind: 'do',
    text: 'Ask what is missing before anything else',
    when: [{ 'alerts.code': 'churn_risk' }, { 'risk.churn': 'high' }],
    priority: 80,
  },
  {
    id: 'late-item',
    kind: 'do',
    text: 'Give the stored date only; promise no other',
    when: [{ 'alerts.code': 'item_late' }, { 'trackedItems.late': true }],
    priority: 70,
  },
  {
    id: 'repeat-contact',
    kind: 'do',
    text: 'Say that you see the earlier contacts before asking anything',
    when: [{ 'alerts.code': 'repeat_contact' }],
    priority: 60,
  },
];
