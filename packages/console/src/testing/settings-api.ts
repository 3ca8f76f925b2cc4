// What the relay answers to the settings pages in a test; everything else never answers.
import type { ContextActions } from '../state/context-actions.js';
import type { SettingsApi } from '../state/settings-api.js';

export function settingsAnswering(answers: Partial<SettingsApi>): ContextActions['settings'] {
  const never = (): Promise<never> => new Promise(() => undefined);
  const settings: SettingsApi = {
    ...{ list: never, create: never, change: never, remove: never, profile: never, saveProfile: never, saveReason: never },
    ...{ removeReason: never, identityKeys: never, createIdentityKey: never, endIdentityKey: never, checkToken: never, sources: never },
    ...{ createSource: never, replaceSourceKey: never, replaceSiteKey: never, webhooks: never, createWebhook: never, switchWebhook: never },
    ...{ removeWebhook: never, rotateWebhook: never, testWebhook: never, deliveries: never, replayDelivery: never, audit: never },
    ...{ revert: never, removeDemo: never, system: never },
    ...answers,
  };
  return (what) => what(settings);
}
