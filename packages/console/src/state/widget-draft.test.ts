import { describe, expect, it } from 'vitest';
import { operationsApi, widgetConfig } from '@throughline/types/decode';
import { changesOf, draftOf, isChanged, NEW_FIELD } from './widget-draft.js';
import type { WidgetDraft } from './widget-draft.js';
import { flawsOf } from './widget-draft-flaws.js';

const config = widgetConfig.WidgetConfig.parse({ greeting: 'Hello', color: '#0f5c4d', position: 'end' });
const settings = operationsApi.SiteSettings.parse({});
const saved = draftOf({ id: 'site_1', name: 'Shop', writeKey: 'wk', origins: ['https://shop.example'] }, config, settings);
const edited = (change: Partial<WidgetDraft>, widget: Partial<WidgetDraft['config']> = {}): WidgetDraft => ({
  ...saved,
  ...change,
  config: { ...saved.config, ...widget },
});
const question = (label: string, id = `${NEW_FIELD}1`) => ({ id, type: 'text' as const, label, required: false, choices: [] });

describe('what a save sends', () => {
  it('[K105] nothing when nothing differs, also when it was only written differently', () => {
    expect(isChanged(changesOf(saved, edited({ origins: ' https://Shop.example/ \n\n', name: 'Shop ' })))).toBe(false);
  });

  it('[K105] only what differs, where it belongs', () => {
    const draft = edited({ name: 'Harbour', timezone: 'Europe/Oslo' }, { sound: false, policyUrl: 'https://shop.example/privacy' });
    expect(changesOf(saved, draft)).toEqual({
      site: { name: 'Harbour' },
      config: { sound: false, policyUrl: 'https://shop.example/privacy' },
      settings: { timezone: 'Europe/Oslo' },
    });
  });

  it('a removed address is said as null', () => {
    const before = edited({}, { policyUrl: 'https://shop.example/privacy' });
    expect(changesOf(before, saved).config).toEqual({ policyUrl: null });
  });

  it('[W190] new questions get ids of their labels, saved ones keep theirs', () => {
    const fields = [question('Größe & Farbe'), question('Order number', `${NEW_FIELD}2`), question('Renamed', 'order_number')];
    const { config: change } = changesOf(saved, edited({}, { form: { when: 'after', fields } }));
    expect(change.form?.fields.map(({ id }) => id)).toEqual(['gro_e_farbe', 'order_number_2', 'order_number']);
    expect(widgetConfig.WidgetConfigUpdate.safeParse(change).success).toBe(true);
  });

  it('[W190] a label without a letter the id may hold still gets one', () => {
    const { config: change } = changesOf(
      saved,
      edited({}, { form: { when: 'after', fields: [question('注文番号'), question('2', `${NEW_FIELD}2`)] } }),
    );
    expect(widgetConfig.WidgetConfigUpdate.safeParse(change).success).toBe(true);
    expect(new Set(change.form?.fields.map(({ id }) => id)).size).toBe(2);
  });
});

describe('what cannot be saved', () => {
  it('[K105] is said at its field', () => {
    const draft = edited(
      { name: ' ', origins: 'shop.example', hours: { 1: [['17:00', '09:00']] } },
      { color: '#12', policyUrl: 'example.com', form: { when: 'before', fields: [{ ...question(''), type: 'choice' }] } },
    );
    expect([...flawsOf(draft).keys()]).toEqual([
      'appearance.name',
      'appearance.color',
      'install.origins',
      'chat.policyUrl',
      'hours.1',
      'form.0.label',
    ]);
  });

  it('every origin the relay takes is taken here', () => {
    for (const origins of ['*', 'https://shop.example', 'http://localhost:3000', 'https://*.shop.example'])
      expect(flawsOf(edited({ origins })).size, origins).toBe(0);
    for (const origins of ['', 'shop.example', 'https://shop.example/path', 'ftp://x.example'])
      expect(flawsOf(edited({ origins })).size, origins).toBe(1);
  });
});
