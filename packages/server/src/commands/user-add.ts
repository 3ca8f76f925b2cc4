// `throughline user:add`: an agent with a password from standard input, or a generated one that is shown once.
import { text } from 'node:stream/consumers';
import { agent as decodeAgent } from '@throughline/types/decode';
import { isWeakPassword } from '../app/password-rule.js';
import { compose } from '../compose.js';
import { readConfig } from '../config.js';
import { readFlags, STORE_FLAGS, UsageError } from './flags.js';

const FLAGS = {
  ...STORE_FLAGS,
  email: 'text',
  name: 'text',
  role: 'text',
  department: 'text',
  site: 'text',
  'password-stdin': 'switch',
  json: 'switch',
} as const;
const GENERATED_BYTES = 18;
const DEPARTMENT_MAX_CHARS = 64;

export async function userAdd(args: string[]): Promise<void> {
  const flags = readFlags(args, FLAGS);
  const email = decodeAgent.EmailAddress.safeParse(flags.text('email'));
  if (!email.success) throw new UsageError('user:add needs --email with an e-mail address');
  const role = decodeAgent.AgentRole.safeParse(flags.text('role'));
  if (!role.success) throw new UsageError(`user:add needs --role: ${decodeAgent.AgentRole.options.join(', ')}`);
  const department = flags.text('department')?.trim();
  if (department === '' || (department?.length ?? 0) > DEPARTMENT_MAX_CHARS)
    throw new UsageError(`--department is 1 to ${DEPARTMENT_MAX_CHARS} characters`);
  const config = readConfig(flags.settings(['email', 'name', 'role', 'department', 'site', 'password-stdin', 'json']), process.env);
  const parts = await compose(config, { exclusive: false });
  try {
    const given = flags.on('password-stdin') ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
    if (given !== undefined && isWeakPassword(given))
      throw new UsageError('The password must have 12 to 128 characters and not be a common one');
    const password = given ?? parts.ids.secret(GENERATED_BYTES);
    const sites = await parts.store.sites({});
    const wanted = flags.text('site');
    const site = wanted === undefined ? sites[0] : sites.find((candidate) => candidate.id === wanted);
    if (site === undefined)
      throw new UsageError(wanted === undefined ? 'There is no site yet: run site:add first' : `There is no site ${wanted}`);
    const agent = await parts.store.createAgent({
      siteId: site.id,
      email: email.data,
      name: flags.text('name') ?? email.data.split('@')[0] ?? email.data,
      role: role.data,
      ...(department === undefined ? {} : { department }),
      password: await parts.vault.hashPassword(password),
      now: parts.clock.now(),
    });
    if (agent === null) throw new UsageError(`${email.data} has an account already`);
    const shown = given === undefined ? { password } : {};
    if (flags.on('json'))
      process.stdout.write(`${JSON.stringify({ agentId: agent.id, siteId: site.id, email: agent.email, role: agent.role, ...shown })}\n`);
    else {
      process.stdout.write(`${agent.email} may sign in as ${agent.role} of ${site.name}.\n`);
      if (given === undefined) process.stdout.write(`Password: ${password}   (shown once)\n`);
    }
  } finally {
    await parts.store.close();
  }
}
