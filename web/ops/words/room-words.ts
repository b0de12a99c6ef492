/**
 * What is said of rooms.
 *
 * @module
 */
import type { Phase } from '../../../functions/protocol/conversation.ts';
import type { AgentView, GcAction, Orphan, PersonView } from '../../../functions/protocol/operator.ts';

export const phaseWords: Readonly<Record<Phase, string>> = {
	empty: 'Empty',
	starting: 'Starting',
	active: 'Active',
	grace_period: 'Grace',
	closing: 'Closing',
};

export const orphanWords: Readonly<Record<Orphan, string>> = {
	tombstone: 'Closed, and LiveKit still lists it',
	deserted: 'Nobody in it for longer than grace and 30 s',
	unknown: 'LiveKit lists it, the store does not know it',
};

/** In one word. */
export const orphanMark: Readonly<Record<Orphan, string>> = {
	tombstone: 'Tombstone',
	deserted: 'Deserted',
	unknown: 'Unknown',
};

export const agentWords: Readonly<Record<AgentView['state'], string>> = {
	pending: 'connecting',
	bound: 'in the room',
	gone: 'gone, still listed',
};

export const kindWords: Readonly<Record<PersonView['kind'], string>> = {
	human: 'Person',
	agent: 'Agent',
	other: 'Other',
};

export const actionWords: Readonly<Record<GcAction['does'], string>> = {
	delete_room: 'Delete the room',
	remove_participant: 'Remove a participant',
	dispatch: 'Send an agent',
	adopt: 'Begin a record',
	look: 'Look again',
};
