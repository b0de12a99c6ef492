/**
 * Whether LiveKit and Upstash take the settings, asked in earnest before anything is written.
 *
 * @module
 */

import { readDeployment } from '../deployment/deployment.ts';
import { judgeKeys, probeKeys } from '../doctor/checks/keys.ts';
import { judgeLiveKit, probeLiveKit } from '../doctor/checks/livekit.ts';
import { judgeStore, probeStore } from '../doctor/checks/store.ts';
import { type Finding, named } from '../doctor/finding.ts';
import type { Settings } from './settings.ts';

/** However it will be called: CloudFront answers by TLS alone. */
const PAGE = 'https://the.page';

/**
 * Texts of what it finds hold values: see `untold`.
 *
 * @throws EnvironmentError
 */
export async function reach(settings: Settings, stage: string): Promise<readonly Finding[]> {
	const deployment = readDeployment({ ...Object.fromEntries(settings), GREENROOM_API_URL: PAGE, STAGE: stage });
	const [livekit, keys, store] = await Promise.all([
		probeLiveKit(deployment),
		probeKeys(deployment),
		probeStore(deployment),
	]);
	return [
		named('livekit', judgeLiveKit(deployment, livekit)),
		named('keys', judgeKeys(deployment, keys)),
		named('store', judgeStore(deployment, store)),
	];
}
