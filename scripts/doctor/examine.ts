/**
 * All checks of a deployment, each told as soon as it is judged.
 *
 * @module
 */
import { agentsResponseSchema, statsResponseSchema } from '../../functions/protocol/operator.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { askDoor } from '../deployment/operator-door.ts';
import { type CanaryOptions, type CanaryReport, reportOf, sing } from './canary/canary.ts';
import { judgeApi, probeApi } from './checks/api.ts';
import { judgeCanary } from './checks/canary.ts';
import { judgeClock, offsetOf } from './checks/clock.ts';
import { judgeDeparture } from './checks/departure.ts';
import { judgeKeys, probeKeys } from './checks/keys.ts';
import { judgeLiveKit, probeLiveKit } from './checks/livekit.ts';
import { judgeOperator } from './checks/operator.ts';
import { judgeStore, probeStore } from './checks/store.ts';
import { judgeToken } from './checks/token.ts';
import { judgeWebhookDoor, probeWebhookDoor } from './checks/webhook-door.ts';
import { type Counters, came, countersOf, judgeWebhooks } from './checks/webhooks.ts';
import { judgeWorkers } from './checks/workers.ts';
import { type Check, type Finding, type Judged, named, skipped } from './finding.ts';

/** `count`: calls of the canary; 0: none. */
export interface ExamineOptions extends CanaryOptions {
	/** How long LiveKit's webhooks are waited for: it repeats one that was not answered after 1, 2 and 4 s. */
	readonly webhooksMs: number;
	readonly onFinding: (finding: Finding) => void;
}

export interface Diagnosis {
	readonly findings: readonly Finding[];
	readonly canary: CanaryReport;
}

export async function examine(deployment: Deployment, options: ExamineOptions): Promise<Diagnosis> {
	const findings: Finding[] = [];
	const tell = (check: Check, judged: Judged): Judged => {
		const finding = named(check, judged);
		findings.push(finding);
		options.onFinding(finding);
		return judged;
	};
	const around = { tell, hasFault: () => findings.some(({ verdict }) => verdict === 'fault') };

	const [api, livekit, keys, store] = await Promise.all([
		probeApi(deployment),
		probeLiveKit(deployment),
		probeKeys(deployment),
		probeStore(deployment),
	]);
	const apiJudged = tell('api', judgeApi(deployment, api));
	tell('livekit', judgeLiveKit(deployment, livekit));
	const keysJudged = tell('keys', judgeKeys(deployment, keys));
	tell('clock', judgeClock(offsetOf(api), offsetOf(livekit)));
	tell('store', judgeStore(deployment, store));

	// Of another stage it is Greenroom's too, and what it says may explain more.
	const isGreenroom = apiJudged.verdict === 'ok' || apiJudged.outcome === 'other_stage';
	const areKeysRight = keysJudged.verdict === 'skipped' ? null : keysJudged.verdict === 'ok';
	const before = isGreenroom ? await askApi(deployment, areKeysRight, tell) : skipAll(tell, OF_API, 'api_silent');
	const canCall = isGreenroom && livekit.outcome === 'answered';
	const canary = await callIn(deployment, options, { ...around, canCall, areKeysRight, before });
	return { findings, canary };
}

type Tell = (check: Check, judged: Judged) => Judged;
const OF_API = ['webhook_door', 'operator', 'workers'] as const;
const OF_CALLS = ['token', 'departure', 'canary', 'webhooks'] as const;

const WHY_SKIPPED = {
	api_silent: 'The API does not answer as Greenroom does.',
	livekit_silent: 'The API or LiveKit does not answer.',
	not_wanted: 'No call was wanted (--canary 0).',
} as const;

function skipAll(tell: Tell, checks: readonly Check[], why: keyof typeof WHY_SKIPPED): null {
	for (const check of checks) tell(check, skipped(why, WHY_SKIPPED[why]));
	return null;
}

/** @returns what it has counted before any call */
async function askApi(deployment: Deployment, areKeysRight: boolean | null, tell: Tell): Promise<Counters | null> {
	const door = await probeWebhookDoor(deployment);
	tell('webhook_door', judgeWebhookDoor(deployment, door, areKeysRight));
	// Not at once with the other: what it counts of itself is then counted.
	const [agents, stats] = await Promise.all([
		askDoor(deployment, '/api/livekit/agents', agentsResponseSchema),
		askDoor(deployment, '/api/livekit/stats', statsResponseSchema),
	]);
	tell('operator', judgeOperator(deployment, agents));
	tell(
		'workers',
		agents.outcome === 'ok'
			? judgeWorkers(deployment, agents.body)
			: skipped('no_list', 'The API does not say which workers it has heard of.'),
	);
	return countersOf(stats);
}

interface Before {
	readonly tell: Tell;
	readonly hasFault: () => boolean;
	readonly canCall: boolean;
	readonly areKeysRight: boolean | null;
	readonly before: Counters | null;
}

async function callIn(deployment: Deployment, options: ExamineOptions, known: Before): Promise<CanaryReport> {
	const { tell, before } = known;
	if (!known.canCall || options.count === 0) {
		skipAll(tell, OF_CALLS, known.canCall ? 'not_wanted' : 'livekit_silent');
		return reportOf([]);
	}
	// A fault is known already: one call shows whether it matters, and several would only take their time.
	const report = await sing(deployment, { ...options, count: known.hasFault() ? 1 : options.count });
	const { attempts } = report;
	const token = attempts.find((one) => one.token !== null)?.token ?? null;
	const departure = attempts.find((one) => one.departureSeconds !== null)?.departureSeconds ?? null;
	tell(
		'token',
		token === null
			? skipped('no_token', 'The API gave the canary no token of LiveKit’s.')
			: judgeToken(deployment, token, known.areKeysRight === true),
	);
	tell('departure', judgeDeparture(deployment, departure, token?.departureSeconds ?? null));
	tell('canary', judgeCanary(report, options.within));
	const hasCalled = departure !== null && !options.signal.aborted;
	const after = hasCalled && before !== null ? await countersAfter(deployment, before, options.webhooksMs) : null;
	tell('webhooks', judgeWebhooks(before, after, hasCalled));
	return report;
}

const LOOK_EVERY_MS = 500;

async function countersAfter(deployment: Deployment, before: Counters, withinMs: number): Promise<Counters | null> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const after = countersOf(await askDoor(deployment, '/api/livekit/stats', statsResponseSchema));
		if (after === null || came(before, after) > 0 || Date.now() > deadline) return after;
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
}
