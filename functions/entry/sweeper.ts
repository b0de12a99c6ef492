/**
 * The sweeper as a function that a schedule calls each minute: what drives deadlines when no worker lives.
 *
 * @module
 */
import { readConfig } from '../config.ts';
import { depsFromConfig } from '../deps-from-config.ts';
import { makeLog } from '../log.ts';
import { takeListing } from '../operations/pool-record.ts';
import { SWEEP_LIMIT } from '../operations/sweep.ts';
import { tick } from '../operations/tick.ts';
import { readEnvironment } from '../protocol/environment.ts';
import { openStore } from '../store/index.ts';
import { once } from './settings/once.ts';
import { readSettings } from './settings/settings.ts';

/** Made once, for as long as the function stays warm. */
const made = once(async () => {
	const settings = await readSettings(process.env);
	const { GREENROOM_VERSION: version } = readEnvironment(settings, ['GREENROOM_VERSION']);
	const config = readConfig(settings, version);
	const log = makeLog((text) => process.stdout.write(text), Date.now);
	return depsFromConfig(config, { store: openStore(settings, config.stage), log });
});

/** A function that a schedule calls has a minute; what is not done by then stays due. */
const WITHIN_MS = 20_000;

/**
 * @throws EnvironmentError naming each missing or wrong setting; ParametersUnavailable or StoreUnavailable, so that the
 *   schedule sees a failure
 */
export async function handler(): Promise<void> {
	const deps = await made();
	const end = deps.now() + WITHIN_MS;
	await tick(deps, { listing: await takeListing(deps, deps.now()) });
	// With no worker nobody else does it in this minute.
	while (deps.now() < end && (await tick(deps, { listing: null })) >= SWEEP_LIMIT);
}
