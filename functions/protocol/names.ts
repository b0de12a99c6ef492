/**
 * Names on LiveKit: rooms, agents, participants. Stages may share a LiveKit project, so the stage is part of the room
 * name and of the agent name; a room name is never used again after close, so the generation is part of it as well.
 *
 * @module
 */

/** Joins the parts of a room name; none of them may contain it. */
const JOINT = '.';
const PREFIX = 'greenroom';

const STAGE = /^[a-z0-9](?:[a-z0-9-]{0,26}[a-z0-9])?$/;
const CONVERSATION = /^[A-Za-z0-9_-]{8,64}$/;
const GENERATION = /^[1-9][0-9]{0,14}$/;
const AGENT_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/;

/** The room of one generation of a conversation in a stage. */
export interface RoomKey {
	readonly stage: string;
	readonly conversation: string;
	/** Numbers the rooms of a conversation; grows with each close. */
	readonly generation: number;
}

/** CDK refuses `_` and capitals in stage names, and 28 characters leave room for its suffixes. */
export const isStage = (value: string): boolean => STAGE.test(value);

export const isAgentName = (value: string): boolean => AGENT_NAME.test(value);

export const isConversation = (value: string): boolean => CONVERSATION.test(value);

/**
 * The LiveKit room name of a room key.
 *
 * @throws RangeError when a part contains what would make the name ambiguous: a name that cannot be read back is a bug.
 */
export function formatRoomName(room: RoomKey): string {
	const name = [PREFIX, room.stage, room.conversation, String(room.generation)].join(JOINT);
	if (parseRoomName(name) === null) throw new RangeError(`not a room key: ${JSON.stringify(room)}`);
	return name;
}

/** Reads a room name back. `null` for every name that Greenroom did not make. */
export function parseRoomName(name: string): RoomKey | null {
	const [prefix, stage, conversation, generation, ...rest] = name.split(JOINT);
	if (prefix !== PREFIX || stage === undefined || conversation === undefined || generation === undefined) return null;
	if (rest.length > 0 || !STAGE.test(stage) || !CONVERSATION.test(conversation) || !GENERATION.test(generation))
		return null;
	return { stage, conversation, generation: Number(generation) };
}

/** The name under which a worker registers: without the stage, a laptop would take production's calls. */
export const formatAgentName = (agentName: string, stage: string): string => `${agentName}-${stage}`;

/** With automatic dispatch LiveKit gives every new room to the workers that have no name, and knows their agent as ''. */
export const registeredName = (dispatch: 'explicit' | 'automatic', agentName: string, stage: string): string =>
	dispatch === 'automatic' ? '' : formatAgentName(agentName, stage);

/** Stable over refreshes: an agent that stayed answers only the identity that it is linked to. */
export const humanIdentity = (conversation: string): string => `human-${conversation}`;

export const agentIdentity = (jobId: string): string => `agent-${jobId}`;
