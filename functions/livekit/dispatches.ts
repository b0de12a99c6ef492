/**
 * Requests for an agent in a room that lives.
 *
 * @module
 */
import { AgentDispatchClient, JobRestartPolicy } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import type { DispatchMetadata } from '../protocol/agent.ts';
import { accessOf } from './access.ts';
import type { Dispatching } from './port.ts';

export const makeDispatchClient = (config: Config): AgentDispatchClient => new AgentDispatchClient(...accessOf(config));

export async function dispatch(
	client: AgentDispatchClient,
	room: string,
	agent: string,
	metadata: DispatchMetadata,
): Promise<Dispatching> {
	try {
		const { id } = await client.createDispatch(room, agent, {
			metadata: JSON.stringify(metadata),
			// LiveKit Cloud would restart a failed job by itself, beside our own next dispatch.
			restartPolicy: JobRestartPolicy.JRP_NEVER,
		});
		return { outcome: 'dispatched', id };
	} catch {
		return { outcome: 'unknown' };
	}
}
