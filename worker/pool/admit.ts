/**
 * Which jobs this worker takes: one sequence of gates, from facts alone.
 *
 * @module
 */
import { parseRoomName } from '../../functions/protocol/names.ts';

/** What became of an offer. Every one but the first leaves the job to another worker. */
export type Admission =
	| 'accepted'
	/** The worker is told to end. */
	| 'stopping'
	/** A room of another stage, or one that Greenroom did not make. */
	| 'foreign_room'
	/** The API has said so: a newer release takes the jobs. */
	| 'cordoned'
	/** A job of this room is here already, and waits for a process. */
	| 'queued'
	| 'full'
	/** ECS does not say that it will let this worker live. */
	| 'unprotected';

/** Whether ECS leaves this worker alone while it has calls. */
export type Protection =
	/** Nobody would end it: it does not run on ECS. */
	| 'off'
	| 'held'
	/** It has to be asked for. */
	| 'unasked'
	/** Refused because of a deploy: more workers are protected than the service is to have. */
	| 'blocked'
	/** Asked for and not given. */
	| 'refused';

export interface OfferFacts {
	readonly room: string;
	readonly stage: string;
	readonly stopping: boolean;
	readonly cordoned: boolean;
	/** Has a job of this room been accepted that waits for a process? */
	readonly queued: boolean;
	readonly slots: number;
	/** Calls that are served. */
	readonly active: number;
	/** Other offers that have a slot and are no call yet. */
	readonly reserved: number;
	readonly protection: Protection;
}

/** `to_protect`: nothing speaks against it but that protection is to be asked for first. */
export function admit(offer: OfferFacts): Admission | 'to_protect' {
	if (offer.stopping) return 'stopping';
	if (parseRoomName(offer.room)?.stage !== offer.stage) return 'foreign_room';
	if (offer.cordoned) return 'cordoned';
	if (offer.queued) return 'queued';
	if (offer.active + offer.reserved >= offer.slots) return 'full';
	if (offer.protection === 'unasked') return 'to_protect';
	// A deploy blocks whoever is protected anew, workers of the newest release among them: if those refused as well, calls
	// would be lost for as long as the deploy waits for old ones (5 % of them). The cordoned ones are refused above.
	return offer.protection === 'refused' ? 'unprotected' : 'accepted';
}
