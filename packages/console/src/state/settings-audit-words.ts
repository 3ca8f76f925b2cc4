// Lines of the audit log in words: what was done to what, and which fields it changed (K105). Pure.
import type { AuditLineView } from '@throughline/types';
import { differences } from './settings-diff.js';
import type { FieldDifference } from './settings-diff.js';
import { fieldWords } from './settings-field-words.js';
import { t } from './t.js';
import { capital } from './words.js';

const kindWords = (kind: string): string =>
  ({
    team: t('Team'),
    agent_profile: t('Skills of a person'),
    routing_rule: t('Routing rule'),
    sla_policy: t('Service level'),
    saved_reply: t('Saved reply'),
    tag: t('Tag'),
    saved_view: t('Saved view'),
    customer_note: t('Note on a customer'),
    preferences: t('Preferences'),
    site: t('Site'),
    widget: t('Widget'),
    settings: t('Settings of the site'),
    reason: t('Reason'),
    source: t('Source'),
    webhook: t('Webhook'),
    identity_key: t('Signing secret'),
    secret_key: t('Secret key of the site'),
    source_key: t('Key of a source'),
    agent: t('Person'),
    invitation: t('Invitation'),
    session: t('Sign-in'),
    password: t('Password'),
    second_factor: t('Second factor'),
    owner: t('Owner'),
    customer: t('Customer'),
    customers: t('Customers'),
    demo: t('Demo data'),
  })[kind] ?? capital(kind.replaceAll('_', ' '));

const deedWords = (deed: string): string =>
  ({
    created: t('added'),
    changed: t('changed'),
    deleted: t('removed'),
    revoked: t('ended'),
    rotated: t('replaced'),
    removed: t('removed'),
    replaced: t('replaced'),
    renewed: t('made anew'),
    renamed: t('renamed'),
    ended: t('ended'),
    added: t('added'),
    accepted: t('accepted'),
    exported: t('exported'),
    imported: t('imported'),
    erased: t('erased'),
    scope_changed: t('role or department changed'),
    link_created: t('link made'),
    passed_on: t('passed on'),
    on: t('turned on'),
    off: t('turned off'),
    recovery_code_used: t('recovery code used'),
    recovery_codes_renewed: t('recovery codes made anew'),
  })[deed] ?? deed.replaceAll('_', ' ');

/** What is said as a whole. */
const wholeWords = (action: string): string | undefined =>
  ({
    login: t('Signed in'),
    'login.oidc': t('Signed in with the identity provider'),
    'login.confirmed': t('Password given again'),
    setup: t('Set up'),
    merge: t('Customers merged'),
    unmerge: t('Merge taken back'),
    split: t('Customers separated'),
    not_this_person: t('Not this person'),
    identity_check: t('Check recorded'),
    match_preview: t('Possible match looked at'),
  })[action];

/** `settings.team.changed` → "Team changed"; an action nobody knows stays readable. */
export function actionWords(action: string): string {
  const whole = wholeWords(action);
  if (whole !== undefined) return whole;
  const parts = action.split('.');
  const what = parts.length > 2 ? parts[1] : parts[0];
  if (parts.length < 2) return capital(action.replaceAll('_', ' '));
  return t('{what} {deed}', { what: kindWords(what ?? ''), deed: deedWords(parts.at(-1) ?? '') });
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return {}; // a detail in plain words: shown as it is
    throw error;
  }
}

/** What a line changed, field by field; of a line without documents, what it says beside. */
export function lineDifferences({ detail }: Pick<AuditLineView, 'detail'>, nameOf: (id: string) => string): FieldDifference[] {
  if ('before' in detail || 'after' in detail) return differences(parsed(detail['before']), parsed(detail['after']), nameOf);
  return Object.entries(detail).map(([field, after]) => ({ field: fieldWords(field), before: '', after: nameOf(after) }));
}

/** The name of what was changed, where its document says one. */
export function lineName({ detail, target }: Pick<AuditLineView, 'detail' | 'target'>): string {
  for (const text of [detail['after'], detail['before']]) {
    const doc = parsed(text);
    if (typeof doc !== 'object' || doc === null) continue;
    for (const key of ['name', 'title', 'label', 'url']) {
      const name: unknown = key in doc ? Object.entries(doc).find(([one]) => one === key)?.[1] : undefined;
      if (typeof name === 'string') return name;
    }
  }
  return target;
}
