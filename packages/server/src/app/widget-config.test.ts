import { expect, it } from 'vitest';
import type { FormField } from '@throughline/types';
import { flawOfWidget } from './widget-config.js';

const field = (more: Partial<FormField>): FormField => ({ id: 'a', type: 'text', label: 'A', required: false, choices: [], ...more });
const form = (...fields: FormField[]) => flawOfWidget({ form: { when: 'after', fields } });

it('[W190] what does not fit is named by its field', () => {
  expect(form(field({}), field({ id: 'b', type: 'choice', choices: ['x', 'y'] }))).toBeNull();
  expect(form(field({}), field({ label: 'B' }))).toBe('form.fields.1.id: a stands twice');
  expect(form(field({ type: 'choice', choices: ['x'] }))).toBe('form.fields.0.choices: a choice needs two at least');
  expect(form(field({ type: 'choice', choices: ['x', 'x'] }))).toBe('form.fields.0.choices: one stands twice');
  expect(form(field({ type: 'consent' }))).toBe('form.fields.0.url: says what is consented to');
  expect(form()).toBe('form.fields: a form that is shown asks at least one question');
  expect(flawOfWidget({ form: { when: 'never', fields: [] } })).toBeNull();
});

it('[W141] languages are language tags, and all texts together stay small', () => {
  expect(flawOfWidget({ locale: 'pt-BR', texts: { 'zh-Hans': { Send: '发送' } } })).toBeNull();
  expect(flawOfWidget({ locale: 'Deutsch!' })).toMatch(/^locale: /);
  expect(flawOfWidget({ texts: { 'x y': {} } })).toMatch(/^texts\.x y: /);
  const many = Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`key ${n}`, 'x'.repeat(400)]));
  expect(flawOfWidget({ texts: { en: many } })).toMatch(/^texts: /);
});
