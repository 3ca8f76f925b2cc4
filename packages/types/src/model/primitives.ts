// The scalars every schema shares. Decoding happens once, at the edge; what these refuse never reaches the domain.
import { z } from 'zod';
import { IDENTIFIER_MAX_CHARS, TEXT_MAX_BYTES } from '../limits.js';
import { isStorableText, utf8Bytes } from './text.js';

/** Text without NUL and lone surrogates, at most `maxChars` UTF-16 units. */
export const Text = (maxChars: number) => z.string().max(maxChars).refine(isStorableText, { message: 'NUL or half a surrogate pair' });

/** A chat text: non-empty, at most TEXT_MAX_BYTES of UTF-8. */
export const MessageText = z
  .string()
  .min(1)
  .refine(isStorableText, { message: 'invalid_text' })
  .refine((text) => utf8Bytes(text) <= TEXT_MAX_BYTES, { message: 'too_long' });

export const Id = Text(64).min(1);
export const ExternalId = Text(IDENTIFIER_MAX_CHARS).min(1);
/** A field of the site's form: names the answer for ever. */
export const FieldId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
/** 128 random bits as 32 hex digits: epochs and streams. */
export const Hex128 = z.string().regex(/^[0-9a-f]{32}$/);
/** UTC instant with `Z`, ISO 8601. */
export const Instant = z.iso.datetime();
/** Milliseconds since 1970-01-01T00:00Z. */
export const EpochMs = z.int().min(0);
export const Count = z.int().min(0);
export const Money = z.object({ amountMinor: z.int(), currency: z.string().length(3) });
export type Money = z.infer<typeof Money>;

export const Channel = z.enum([
  'web',
  'web_chat',
  'mobile_app',
  'email',
  'sms',
  'voice',
  'ivr',
  'whatsapp',
  'messenger',
  'instagram',
  'x',
  'telegram',
  'slack',
  'branch',
  'order',
  'billing',
  'back_office',
  'marketing',
  'partner_site',
  'survey',
  'other',
]);
/** The medium an Interaction came through; `department` says who owns it. */
export type Channel = z.infer<typeof Channel>;

export const Visibility = z.enum(['shared', 'department', 'restricted']);
export type Visibility = z.infer<typeof Visibility>;

export const Trust = z.int().min(0).max(3);
/** 0 anonymous · 1 claimed · 2 attested · 3 verified (context.md §6). */
export type Trust = 0 | 1 | 2 | 3;

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export const Json: z.ZodType<Json> = z.json() as z.ZodType<Json>; // zod's own JSON type, named so that both packages spell it alike
