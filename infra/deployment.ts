/**
 * What one deploy is told by its environment, beside what its stage is.
 *
 * @module
 */
import { EnvironmentError } from '../functions/protocol/environment.ts';
import type { StageSettings } from './stages.ts';

/** An image that was pushed before, in place of one that is built by the deploy. */
export interface PushedImage {
	readonly account: string;
	readonly region: string;
	readonly repository: string;
	/** `:v1`, or `@sha256:…`, without the sign. */
	readonly tagOrDigest: string;
}

export interface OwnDomain {
	readonly name: string;
	/** Of ACM, in us-east-1: CloudFront takes no other. */
	readonly certificateArn: string;
}

export interface Deployment {
	/** `WORKER_RELEASE`: grows with each deploy. */
	readonly release: number;
	readonly version: string;
	readonly workerImage: PushedImage | null;
	/** The API as Lambda@Edge. */
	readonly edge: boolean;
	readonly alertEmail: string | null;
	readonly domain: OwnDomain | null;
}

/** The only region from which functions go to the edge. */
const EDGE_REGION = 'us-east-1';

const IMAGE =
	/^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9][a-z0-9._/-]*)(?::([\w.-]+)|@(sha256:[0-9a-f]{64}))$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
const CERTIFICATE = /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/;

interface Around {
	readonly settings: Pick<StageSettings, 'stage' | 'isLongLived'>;
	readonly region: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Milliseconds since the epoch: a deploy that is given no number takes the second it began in. */
	readonly now: number;
}

/** @throws EnvironmentError naming each variable that is wrong, and what it may be */
export function readDeployment({ settings, region, env, now }: Around): Deployment {
	const problems: string[] = [];
	const read = <T>(name: string, parse: (value: string) => T | null, problem: string): T | null => {
		const value = env[name];
		if (value === undefined || value === '') return null;
		const parsed = parse(value);
		if (parsed === null) problems.push(`${name} ${problem}`);
		return parsed;
	};
	const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value : null);

	const edge = read('GREENROOM_EDGE', matching(/^[01]$/), 'must be 1, or left out') === '1';
	if (edge && region !== EDGE_REGION)
		problems.push(`GREENROOM_EDGE=1 needs the region ${EDGE_REGION}, and this one is ${region}: leave one of them out`);
	if (edge && !settings.isLongLived)
		problems.push(
			`GREENROOM_EDGE=1 is for production and staging: CloudFront holds its copies of a function for hours, ` +
				`so ${settings.stage} could not be removed`,
		);
	const release = read('WORKER_RELEASE', releaseOf, 'must be a whole number, 1 or more, that grows with each deploy');
	const name = read('GREENROOM_DOMAIN', matching(DOMAIN), 'must be a name like voice.example.com');
	const certificateArn = read(
		'GREENROOM_CERTIFICATE',
		matching(CERTIFICATE),
		'must be the ARN of a certificate of ACM in us-east-1',
	);
	if ((name === null) !== (certificateArn === null))
		problems.push('GREENROOM_DOMAIN and GREENROOM_CERTIFICATE go together: set both, or neither');
	const deployment = {
		release: release ?? Math.floor(now / 1000),
		version: env['GREENROOM_VERSION'] || 'unknown',
		workerImage: read('WORKER_IMAGE', imageOf, 'must be an image in ECR with its tag or digest'),
		edge,
		alertEmail: read('GREENROOM_ALERT_EMAIL', matching(/^[^\s@]+@[^\s@]+$/), 'must be an e-mail address'),
		domain: name === null || certificateArn === null ? null : { name, certificateArn },
	};
	if (problems.length > 0) throw new EnvironmentError(problems);
	return deployment;
}

function releaseOf(value: string): number | null {
	const release = /^[0-9]+$/.test(value) ? Number(value) : 0;
	return release >= 1 && Number.isSafeInteger(release) ? release : null;
}

function imageOf(value: string): PushedImage | null {
	const [, account, region, repository, tag, digest] = IMAGE.exec(value) ?? [];
	const tagOrDigest = tag ?? digest;
	if (account === undefined || region === undefined || repository === undefined || tagOrDigest === undefined)
		return null;
	return { account, region, repository, tagOrDigest };
}
