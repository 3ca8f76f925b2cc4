// What a conversation weighs against an agent's capacity (K57). Pure.
import type { Channel } from '@throughline/types';

const HEAVY: Partial<Record<Channel, number>> = { email: 0.3, voice: 3 };

/** A chat is 1, an e-mail 0.3, a call 3, everything else 1. */
export const pointsOf = (channel: Channel): number => HEAVY[channel] ?? 1;

/** Sums of points, in thousandths: of tenths that were added one by one nothing is left over. */
export const sumOfPoints = (points: readonly number[]): number => Math.round(points.reduce((sum, one) => sum + one, 0) * 1_000) / 1_000;
