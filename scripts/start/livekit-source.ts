import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { livekitYaml } from '../livekit/config.ts';
import { findServer } from '../livekit/find-server.ts';
import { keptKeys } from '../livekit/keys.ts';
import { sayNoServer } from '../livekit/no-server.ts';
import type { PartSpec } from './part.ts';
import type { LiveKitAccess } from './settings.ts';
import { livekitSpec, type Place } from './specs.ts';

/** A LiveKit server, as far as one can be named before there are ports. */
export type LiveKitSource = (where: {
	readonly port: number;
	readonly udpPort: number;
	/** Of the API. */
	readonly webhookUrl: string | null;
	readonly graceSeconds: number;
	readonly stateDir: string;
}) => Promise<{
	readonly access: LiveKitAccess;
	/** What has to be started for it; `null` when it runs elsewhere. */
	readonly spec: PartSpec | null;
}>;

export function livekitElsewhere(access: LiveKitAccess, progress: Progress): LiveKitSource {
	progress.say(`LiveKit at ${access.url} (LIVEKIT_URL)`);
	return async () => ({ access, spec: null });
}

/**
 * Finds the binary of a server to be started here.
 *
 * @throws Error: one screen that names the ways out
 */
export async function localLivekit(place: Place, progress: Progress, signal: AbortSignal): Promise<LiveKitSource> {
	const found = await findServer({ env: place.variables, progress, signal });
	if (found.outcome === 'none') throw new Error(sayNoServer(found, process.platform));
	return async ({ stateDir, ...where }) => {
		const keys = await keptKeys(join(stateDir, 'keys.json'));
		const configFile = join(stateDir, 'livekit.yaml');
		await writeFile(configFile, livekitYaml({ ...where, ...keys }), { mode: 0o600 });
		return {
			access: { url: `ws://127.0.0.1:${where.port}`, ...keys },
			spec: livekitSpec(place, { binary: found.server.binary, configFile, port: where.port }),
		};
	};
}
