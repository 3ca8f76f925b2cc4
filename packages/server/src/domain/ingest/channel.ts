// Through which medium an interaction came (§5): what the event says itself, then its name, then the device, then the source's default.
import { primitives } from '@throughline/types/decode';
import type { Channel } from '@throughline/types';
import { isRecord, textOf } from './json-shape.js';
import { channelOfName } from './semantic-events.js';

export interface ChannelQuestion {
  type: string;
  name: string;
  properties: Record<string, unknown>;
  context: Record<string, unknown>;
  fromServer: boolean;
  sourceDefault: Channel;
}

export function readChannel(value: unknown): Channel | null {
  const channel = primitives.Channel.safeParse(value);
  return channel.success ? channel.data : null;
}

export function inferChannel({ type, name, properties, context, fromServer, sourceDefault }: ChannelQuestion): Channel {
  const said = readChannel(context['channel']) ?? readChannel(properties['channel']);
  if (said !== null) return said;
  if (fromServer && sourceDefault !== 'other') return sourceDefault; // a source says once what it speaks through
  const named = channelOfName(name, fromServer);
  if (named !== null) return named;
  if (isApp(context)) return 'mobile_app';
  if (type === 'screen') return 'mobile_app';
  return type === 'page' && sourceDefault === 'other' ? 'web' : sourceDefault;
}

function isApp(context: Record<string, unknown>): boolean {
  const { device, app } = context;
  const kind = isRecord(device) ? textOf(device['type'])?.toLowerCase() : undefined;
  return kind === 'ios' || kind === 'android' || (isRecord(app) && Object.keys(app).length > 0);
}
