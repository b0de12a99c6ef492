import { mkdir } from 'node:fs/promises';
import type { StoreAccess } from '../../functions/store/access.ts';
import type { Progress } from '../install/progress.mjs';
import { builtPage } from './built-page.ts';
import { bundle } from './bundle.ts';
import { type LiveKitSource, livekitElsewhere, localLivekit } from './livekit-source.ts';
import type { LiveKitAccess } from './settings.ts';
import type { Place } from './specs.ts';
import { localStore, type StoreSource, storeElsewhere } from './store-source.ts';

interface Prepared {
	readonly source: LiveKitSource;
	readonly store: StoreSource;
	/** The folder of the built page; `undefined` when vite serves it. */
	readonly page: string | undefined;
}

/**
 * What has to be there before anything is started: a server, the built page, the bundled programs. Side by side; when
 * one fails, the others are ended.
 */
export async function prepare(
	place: Place,
	wanted: {
		readonly elsewhere: LiveKitAccess | null;
		readonly storeElsewhere: StoreAccess | null;
		readonly builtPage: boolean;
		readonly stateDir: string;
	},
	{ progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<Prepared> {
	const failed = new AbortController();
	const within = AbortSignal.any([signal, failed.signal]);
	const { root, variables } = place;
	const preparing = [
		wanted.elsewhere === null ? localLivekit(place, progress, within) : livekitElsewhere(wanted.elsewhere, progress),
		wanted.builtPage ? builtPage(root, { progress, signal: within, variables }) : undefined,
		wanted.storeElsewhere === null
			? localStore(place, wanted.stateDir, progress)
			: storeElsewhere(wanted.storeElsewhere, progress),
		bundle(root, ['api', 'worker', 'store']),
		mkdir(wanted.stateDir, { recursive: true, mode: 0o700 }),
	] as const;
	try {
		const [source, page, store] = await Promise.all(preparing);
		return { source, page, store };
	} catch (error) {
		failed.abort();
		await Promise.allSettled(preparing);
		throw error;
	}
}
