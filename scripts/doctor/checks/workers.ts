/**
 * Is a worker there that takes calls under the right name?
 *
 * @module
 */
import type { AgentsResponse } from '../../../functions/protocol/operator.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { fault, type Judged, ok } from '../finding.ts';
import { compareNames, sayMiss, shown } from './agent-name.ts';

type Named = Pick<Deployment, 'agentName' | 'stage'>;

export function judgeWorkers({ agentName, stage }: Named, { workers }: Pick<AgentsResponse, 'workers'>): Judged {
	const [any] = workers;
	if (any === undefined)
		return fault(
			'no_worker',
			'No worker of this stage has been heard of in the last 12 s.',
			'Start one (npm start, or the worker’s task). One that runs logs worker_registered: see that its LIVEKIT_URL, keys, STAGE and GREENROOM_API_URL are those of this deployment.',
		);
	const ours = workers.filter((worker) => worker.agentName === agentName);
	const accepting = ours.filter(({ state }) => state === 'accepting');
	if (accepting.length > 0) {
		const active = accepting.reduce((sum, worker) => sum + worker.active, 0);
		const count = accepting.length === 1 ? '1 worker' : `${accepting.length} workers`;
		return ok('registered', `${count} of ${shown(agentName)}, with ${active} ${active === 1 ? 'call' : 'calls'}.`);
	}
	if (ours.length > 0)
		return fault(
			'only_draining',
			`Every worker of ${shown(agentName)} is being stopped, and takes no more calls.`,
			'Start another one. If a deploy goes on, look again when it is over.',
		);
	const closest = nearest({ agentName, stage }, workers);
	return fault(
		closest.miss,
		`Calls are for ${shown(agentName)}, and the worker’s name is ${shown(closest.name)}: ${sayMiss(closest.miss)}.`,
		'Give worker and API the same AGENT_NAME, STAGE and AGENT_DISPATCH, letter by letter.',
	);
}

/** Of several wrong names the one that explains most. */
function nearest({ agentName, stage }: Named, workers: AgentsResponse['workers']) {
	const order = ['other_case', 'no_stage', 'other_stage', 'no_name', 'other_name'] as const;
	const misses = workers.map((worker) => ({
		name: worker.agentName,
		miss: compareNames(agentName, worker.agentName, stage),
	}));
	for (const miss of order) {
		const found = misses.find((one) => one.miss === miss);
		if (found !== undefined) return { name: found.name, miss };
	}
	return { name: '', miss: 'other_name' as const };
}
