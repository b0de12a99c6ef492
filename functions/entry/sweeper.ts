/**
 * The sweeper as a function that a schedule calls each minute: what drives deadlines when no worker lives.
 *
 * @module
 */
import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { depsFromConfig } from '../deps-from-config.ts';
import { makeLog } from '../log.ts';
import { takeListing } from '../operations/pool-record.ts';
import { SWEEP_LIMIT } from '../operations/sweep.ts';
import { tick } from '../operations/tick.ts';
import { openStore } from '../store/index.ts';

/** Made once, for as long as the function stays warm. */
let made: Deps | null = null;

function depsFromEnvironment(): Deps {
	const config = readConfig(process.env, process.env['GREENROOM_VERSION'] ?? 'unknown');
	const log = makeLog((text) => process.stdout.write(text), Date.now);
	return depsFromConfig(config, { store: openStore(process.env, config.stage), log });
}

/** A function that a schedule calls has a minute; what is not done by then stays due. */
const WITHIN_MS = 20_000;

/** @throws EnvironmentError naming each missing or wrong variable; StoreUnavailable, so that the schedule sees a failure */
export async function handler(): Promise<void> {
	made ??= depsFromEnvironment();
	const end = made.now() + WITHIN_MS;
	await tick(made, { listing: await takeListing(made, made.now()) });
	// With no worker nobody else does it in this minute.
	while (made.now() < end && (await tick(made, { listing: null })) >= SWEEP_LIMIT);
}
