/**
 * The API of a function of AWS: made with the first request, and kept for as long as the function stays warm.
 *
 * @module
 */
import type { Log } from '../../log.ts';
import { readEnvironment } from '../../protocol/environment.ts';
import { VIEWER_ADDRESS_HEADER } from '../../protocol/front.ts';
import { makeApi } from '../api.ts';
import type { Settings } from '../settings/check.ts';
import { once } from '../settings/once.ts';
import { readSettings } from '../settings/settings.ts';
import { viewerAddress } from './viewer-address.ts';

/** Rejects with what {@link readSettings} throws; the next request tries again. */
export type Answer = (request: Request) => Promise<Response>;

export function makeAnswer(env: Settings, log: Log): Answer {
	const api = once(async () => {
		const settings = await readSettings(env);
		const { GREENROOM_VERSION: version } = readEnvironment(settings, ['GREENROOM_VERSION']);
		return makeApi(settings, { version, log, addressOf: (c) => viewerAddress(c.req.header(VIEWER_ADDRESS_HEADER)) });
	});
	return async (request) => (await api()).app.fetch(request);
}
