// `throughline site:add`: a site with its keys. Works beside a running relay, which knows the site within seconds.
import { addSite } from '../app/sites.js';
import { compose } from '../compose.js';
import { readConfig } from '../config.js';
import { isOriginPattern } from '../domain/ingest/origin.js';
import { readFlags, STORE_FLAGS, UsageError } from './flags.js';

const FLAGS = { ...STORE_FLAGS, name: 'text', origin: 'list', timezone: 'text', locale: 'text', json: 'switch' } as const;

export async function siteAdd(args: string[]): Promise<void> {
  const flags = readFlags(args, FLAGS);
  const name = flags.text('name');
  const origins = flags.list('origin');
  if (name === undefined || name.trim() === '') throw new UsageError('site:add needs --name');
  if (origins.length === 0) throw new UsageError('site:add needs --origin, such as --origin https://shop.example');
  for (const origin of origins) {
    if (!isOriginPattern(origin))
      throw new UsageError(`--origin ${origin} is not scheme://host[:port] (https://*.shop.example for subdomains, * for any)`);
  }
  const config = readConfig(flags.settings(['name', 'origin', 'timezone', 'locale', 'json']), process.env);
  const parts = await compose(config, { exclusive: false });
  try {
    const timezone = flags.text('timezone');
    const locale = flags.text('locale');
    if (timezone !== undefined && parts.zones.named(timezone) === null)
      throw new UsageError(`There is no time zone ${timezone} (such as Europe/Berlin)`);
    if (locale !== undefined && !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale))
      throw new UsageError(`--locale ${locale} is no language tag, such as en or de-DE`);
    const site = await addSite(parts, { name, origins, demo: false });
    if (timezone !== undefined || locale !== undefined) {
      const settings = await parts.store.siteSettings({ siteId: site.siteId });
      const said = { ...(timezone === undefined ? {} : { timezone }), ...(locale === undefined ? {} : { locale }) };
      await parts.store.setSiteSettings({ siteId: site.siteId, settings: { ...settings, ...said } });
    }
    if (flags.on('json')) process.stdout.write(`${JSON.stringify(site)}\n`);
    else {
      process.stdout.write(
        [
          `Site       ${site.siteId}   (public: data-site in the script tag)`,
          `Write key  ${site.writeKey}   (public: Segment libraries)`,
          `Secret key ${site.secretKey}   (your back end; shown once)`,
          `Identity   ${site.identitySecret}   (signs JWTs, HS256; shown once)`,
          '',
        ].join('\n'),
      );
    }
  } finally {
    await parts.store.close();
  }
}
