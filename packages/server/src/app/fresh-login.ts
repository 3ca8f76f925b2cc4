// What may be done only right after the password was given (S80, S133): a console left open is not enough for it.
import { limits } from '@throughline/types';

/** `confirmedAt`: when the password of the session, and its second factor, was last given (ms); null: never. */
export const isFreshLogin = (confirmedAt: number | null, now: number): boolean =>
  confirmedAt !== null && now - confirmedAt <= limits.FRESH_LOGIN_MS;
