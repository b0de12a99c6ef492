import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { chooseAddresses } from './addresses.ts';
import { mainFile } from './bundle.ts';
import { thisLaptop } from './laptop.ts';
import { keptOpsToken } from './ops-token.ts';
import type { PartSpec } from './part.ts';
import { prepare } from './prepare.ts';
import { variablesOf } from './running-file.ts';
import { type LiveKitAccess, readSettings, type Variables } from './settings.ts';
import { apiSpec, pageSpec, workerSpec } from './specs.ts';

/** What is to be started, and where it will be found. */
export interface Plan {
	/** Each is started when the one before it is ready. */
	readonly waves: readonly (readonly PartSpec[])[];
	readonly url: string;
	readonly apiUrl: string;
	readonly livekit: LiveKitAccess;
	/** As the environment of any deployment says the same. */
	readonly described: Readonly<Record<string, string>>;
}

interface Wanted {
	readonly root: string;
	readonly variables: Variables;
	readonly stateDir: string;
	/** `any` leaves the ports to the system. */
	readonly ports: 'wanted' | 'any';
	readonly reload: boolean;
	/** Whether livekit-server sends webhooks. */
	readonly webhooks: boolean;
	/** Where the page's buttons lead that break things. */
	readonly development?: string | undefined;
}

/**
 * Checks the environment, brings here what is missing, builds, and finds ports. Nothing is running afterwards.
 *
 * @throws EnvironmentError naming wrong variables, before anything is done
 * @throws Error saying what to do
 */
export async function planParts(
	{ root, stateDir, reload, development, ...wanted }: Wanted,
	around: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<Plan> {
	const { variables, elsewhere, storeElsewhere, filesElsewhere, graceSeconds, ...settings } = readSettings(
		wanted.variables,
		thisLaptop(),
	);
	const place = { root, variables };
	const { source, page, store } = await prepare(
		place,
		{ elsewhere, storeElsewhere, builtPage: !reload, stateDir },
		around,
	);

	const livekitPort = elsewhere === null ? settings.livekitPort : null;
	const where = wanted.ports === 'any' ? 'any' : { page: settings.port, livekit: livekitPort };
	const ports = await chooseAddresses(where, { reload, say: around.progress.say });
	const apiUrl = `http://127.0.0.1:${ports.api}`;
	const webhookUrl = wanted.webhooks ? `${apiUrl}/api/livekit/webhook` : null;
	const server = { port: ports.livekit, udpPort: ports.livekitUdp, webhookUrl, graceSeconds, stateDir };
	const { access: livekit, spec: livekitPart } = await source(server);
	const { access: storeAccess, spec: storePart } = store({ program: mainFile(root, 'store'), port: ports.store });

	const opsToken = variables['OPS_TOKEN'] ?? (await keptOpsToken(join(stateDir, 'ops-token')));

	const parts = [
		apiSpec(place, {
			program: mainFile(root, 'api'),
			port: ports.api,
			livekit,
			store: storeAccess,
			page,
			opsToken,
			filesFolder: filesElsewhere ? undefined : join(stateDir, 'files'),
			development,
		}),
		workerSpec(place, { program: mainFile(root, 'worker'), port: ports.worker, livekit, apiUrl }),
	];
	if (reload) parts.push(pageSpec(place, { port: ports.page, apiUrl, development }));
	// The API asks the store only when it is asked itself: nobody waits for it longer than for the others.
	if (storePart !== null) parts.push(storePart);
	const waves = livekitPart === null ? [parts] : [[livekitPart], parts];
	const described = variablesOf({ apiUrl, livekit, store: storeAccess, opsToken, variables });
	return { waves, url: `http://localhost:${ports.page}`, apiUrl, livekit, described };
}
