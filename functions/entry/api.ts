/**
 * The API from what it is configured with: what all entries have in common.
 *
 * @module
 */
import type { Hono } from 'hono';
import { createApp } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { depsFromConfig, newId } from '../deps-from-config.ts';
import { type FileAccess, readFileAccess } from '../files/access.ts';
import { openFiles } from '../files/index.ts';
import type { Log } from '../log.ts';
import { openStore } from '../store/index.ts';

export interface Api {
	readonly app: Hono;
	readonly deps: Deps;
	/** Null: none are taken. */
	readonly fileAccess: FileAccess | null;
}

interface Around {
	readonly version: string;
	readonly log: Log;
	readonly addressOf: Deps['addressOf'];
}

/** @throws EnvironmentError naming each missing or wrong variable */
export function makeApi(env: Readonly<Record<string, string | undefined>>, { version, log, addressOf }: Around): Api {
	const config = readConfig(env, version);
	const store = openStore(env, config.stage);
	const fileAccess = readFileAccess(env);
	const files = openFiles(fileAccess, config, newId);
	const deps = depsFromConfig(config, { store, files, log, addressOf });
	return { app: createApp(deps), deps, fileAccess };
}
