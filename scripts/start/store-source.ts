import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { StoreAccess } from '../../functions/store/access.ts';
import type { Progress } from '../install/progress.mjs';
import { onPath } from '../livekit/server.ts';
import { worksIn } from '../redis/server.ts';
import type { PartSpec } from './part.ts';
import { type Place, storeSpec } from './specs.ts';

/** A store for the API, as far as one can be named before there are ports. */
export type StoreSource = (where: { readonly program: string; readonly port: number }) => {
	/** `null`: the API keeps everything in its memory. */
	readonly access: StoreAccess | null;
	/** What has to be started for it; `null` when nothing is. */
	readonly spec: PartSpec | null;
};

export function storeElsewhere(access: StoreAccess, { say }: Progress): StoreSource {
	say(`Conversations at ${new URL(access.url).host} (UPSTASH_REDIS_REST_URL)`);
	return () => ({ access, spec: null });
}

/** A redis-server of our own where there is one, else the API's memory. */
export async function localStore(place: Place, stateDir: string, { say }: Progress): Promise<StoreSource> {
	const binary = await onPath('redis-server', place.variables['PATH']);
	const folder = join(stateDir, 'redis');
	const why = binary === null ? 'there is no redis-server on PATH' : await whyNotIn(folder);
	if (binary === null || why !== null) {
		say(`Conversations are in memory and go with the process: ${why}.`);
		return () => ({ access: null, spec: null });
	}
	return ({ program, port }) => {
		const access = { url: `http://127.0.0.1:${port}`, token: randomBytes(32).toString('base64url') };
		return { access, spec: storeSpec(place, { program, binary, folder, port, token: access.token }) };
	};
}

/** Two at once would spoil each other's files. */
const whyNotIn = async (folder: string): Promise<string | null> =>
	(await worksIn(folder)) ? 'another npm start keeps those of this clone' : null;
