// Two sites with three customers each, every field a canary, fed through the public API and real sockets as sites, agents and visitors do.
import { startRelayAt } from '../scenarios/relay-at.js';
import type { RelayAt, StoreKind } from '../scenarios/relay-at.js';
import { plant } from './canary-plant.fixture.js';
import { deskOf, openSite } from './canary-site.fixture.js';
import type { CanarySite, Desk, DeskName } from './canary-site.fixture.js';
import { SITES } from './canary-tokens.fixture.js';
import type { Canaries, Person, SiteName } from './canary-tokens.fixture.js';

export interface CanaryWorld {
  relay: RelayAt;
  sites: Readonly<Record<SiteName, CanarySite>>;
  desk(site: SiteName, name: DeskName): Desk;
  stop(): Promise<void>;
}

export async function startCanaryWorld(store: StoreKind, { canaries, hook }: { canaries: Canaries; hook: string }): Promise<CanaryWorld> {
  const relay = await startRelayAt(store, Date.now());
  await relay.setNow(Date.now()); // by now it is later than when it started
  const open = async (name: SiteName): Promise<CanarySite> => {
    const site = await openSite(relay, canaries, { name, hook });
    const plantOne = (person: Person) => plant(relay, canaries, { site, person });
    return { ...site, people: { ana: await plantOne('ana'), ben: await plantOne('ben'), cleo: await plantOne('cleo') } };
  };
  const sites = { one: await open('one'), two: await open('two') };
  return {
    relay,
    sites,
    desk: (site, name) => deskOf(sites[site], name),
    async stop() {
      for (const site of SITES) for (const desk of sites[site].desks.values()) desk.close();
      await relay.stop();
    },
  };
}
