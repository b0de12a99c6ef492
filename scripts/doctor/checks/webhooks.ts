/**
 * Does LiveKit itself send webhooks to this API, and does the API take them? The canary makes it want to.
 *
 * @module
 */

import type { StatsResponse } from '../../../functions/protocol/operator.ts';
import type { DoorAnswer } from '../../deployment/operator-door.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

export type Counters = StatsResponse['counters'];

export const countersOf = (answer: DoorAnswer<StatsResponse>): Counters | null =>
	answer.outcome === 'ok' ? answer.body.counters : null;

/** Of LiveKit's events that a call makes. */
const TOLD = ['room_started', 'participant_joined', 'participant_left', 'room_finished'] as const;

const rise = (before: Counters, after: Counters, name: string): number => (after[name] ?? 0) - (before[name] ?? 0);

export const came = (before: Counters, after: Counters): number =>
	TOLD.reduce((sum, event) => sum + rise(before, after, `webhook:${event}`), 0);

/** @param after null: the API was not asked, or did not answer */
export function judgeWebhooks(before: Counters | null, after: Counters | null, hasCalled: boolean): Judged {
	if (!hasCalled) return skipped('no_room', 'No room of the canary was seen.');
	if (before === null || after === null) return skipped('no_counters', 'The API does not say what it has counted.');
	if (came(before, after) > 0) return ok('come', 'LiveKit’s webhooks come, and are taken.');
	return fault(
		'none',
		'The API has taken no webhook of the canary from LiveKit. Calls work without them, slower.',
		'Give LiveKit the URL of POST /api/livekit/webhook (webhook.urls, or Webhooks in the settings of LiveKit Cloud). If the log of the API says that it refuses them, let LiveKit sign with the API’s key (webhook.api_key).',
	);
}
