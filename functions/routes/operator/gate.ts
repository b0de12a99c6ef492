/**
 * The gate of the operator's doors: `Authorization: Bearer OPS_TOKEN`.
 *
 * @module
 */
import type { Context } from 'hono';
import type { Deps } from '../../deps.ts';
import { Problem } from '../../problem.ts';

/** @throws Problem 401; also where no OPS_TOKEN is set, as nobody is an operator then */
export async function operator(c: Context, { config: { opsToken } }: Deps): Promise<void> {
	const token = /^Bearer +(\S.*)$/i.exec(c.req.header('authorization') ?? '')?.[1];
	if (opsToken === null) throw new Problem('unauthorized', 'Set OPS_TOKEN to open the operator’s doors.');
	if (token === undefined || !(await isSame(token, opsToken)))
		throw new Problem('unauthorized', 'Send the OPS_TOKEN of this stage as Bearer token.');
}

/** By their hashes: how long it takes tells nothing of the token. */
async function isSame(a: string, b: string): Promise<boolean> {
	const [one, other] = await Promise.all([digest(a), digest(b)]);
	return one.reduce((differs, byte, i) => differs | (byte ^ (other[i] ?? 0)), 0) === 0;
}

const digest = async (text: string): Promise<Uint8Array> =>
	new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
