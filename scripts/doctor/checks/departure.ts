/**
 * Does LiveKit keep a room long enough for somebody who returns? Only the join that creates a room sets it.
 *
 * @module
 */
import { DEPARTURE_MARGIN_SECONDS, makePolicy } from '../../../functions/rooms/policy.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

type Clocks = Pick<Deployment, 'graceSeconds' | 'lifecycle'>;

/** @param asked what the token says; null: nothing */
export function judgeDeparture(clocks: Clocks, seconds: number | null, asked: number | null): Judged {
	if (seconds === null) return skipped('no_room', 'No room of the canary was seen.');
	const { graceMs, departureMarginMs } = makePolicy(clocks);
	const grace = graceMs / 1000;
	const least = (graceMs + departureMarginMs) / 1000;
	const found = `LiveKit closes a room ${seconds} s after the last person has left`;
	if (seconds >= least) return ok('kept', `${found}, and the grace is ${grace} s.`);
	if (asked !== null && asked < least)
		return fault(
			'other_grace',
			`${found}, as the API asks for, and the grace is ${grace} s.`,
			'Set GRACE_SECONDS and ROOM_LIFECYCLE to the same here and where the API runs.',
		);
	return fault(
		'not_honoured',
		`${found}, and not ${asked ?? grace + DEPARTURE_MARGIN_SECONDS} s as the token asks for: a refresh may come too late.`,
		'Let nobody else create the rooms: the join with our token has to. Where LiveKit ignores tokens, set its room.departure_timeout.',
	);
}
