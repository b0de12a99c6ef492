/**
 * Which agent a client asks for, in LiveKit's own way: `room_config.agents[0].agent_name`. Only names of the allow-list
 * are followed; of all else that a client configures nothing is.
 *
 * @module
 */
import * as z from 'zod/mini';
import type { Config } from '../config.ts';
import { formatAgentName } from '../protocol/names.ts';
import { snakeCased } from './body.ts';

const configSchema = z.object({ agents: z.array(snakeCased(z.object({ agent_name: z.string() }))) });

/** Null: the one that serves whoever asks for none. */
export function wantedAgent(
	roomConfig: unknown,
	{ agentNames, stage }: Pick<Config, 'agentNames' | 'stage'>,
): string | null {
	const read = configSchema.safeParse(roomConfig);
	const wanted = read.success ? read.data.agents[0]?.agent_name : undefined;
	if (wanted === undefined || wanted === '') return null;
	const name = agentNames.find((allowed) => allowed === wanted || allowed === formatAgentName(wanted, stage));
	return name ?? null;
}
