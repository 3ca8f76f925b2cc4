// Requests to the relay. Bodies are JSON sent as text/plain with the credentials inside: no preflight, none to fail (W55).
// Invariant: rejects with a ThroughlineError and nothing else; never repeats a request by itself (P68).
import { failure, isFailure } from '../core/failure.js';
import { widgetCode } from '../core/relay-codes.js';

export interface Relay {
  /** Origin and base path, ending in a slash. */
  readonly base: string;
  /** @param timeoutMs gives up after this; 0 waits as long as the browser does */
  post<Answer>(path: string, body: unknown, timeoutMs?: number): Promise<Answer>;
}

export const createRelay = (base: string): Relay => ({
  base,
  async post(path, body, timeoutMs = 0) {
    try {
      const answer = await fetch(base + path, {
        method: 'POST',
        body: JSON.stringify(body),
        credentials: 'omit',
        referrer: '', // the page's own policy may send its whole address (S106)
        signal: timeoutMs ? AbortSignal.timeout(timeoutMs) : null,
      });
      const said = answer.status === 204 ? {} : await answer.json();
      // A refusal of the delivery protocol is an answer, whatever its status.
      if (answer.ok || said.ok === false) return said;
      throw failure(widgetCode(said.code), said.code);
    } catch (error) {
      throw isFailure(error) ? error : failure('network');
    }
  },
});
