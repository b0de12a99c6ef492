/**
 * CloudFormation, as its callers see it.
 *
 * @module
 */
import { arnOf } from '../account.ts';
import { invalid } from '../refusal.ts';
import {
	createStack,
	deleteStack,
	importersOf,
	type StackRequest,
	stackOf,
	updateStack,
} from '../stacks/operations.ts';
import type { Stack, StackEvent } from '../stacks/stack.ts';
import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { queryAnswer } from './query.ts';
import type { Content } from './xml.ts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
/** What is sent with a call in place of an address. */
const MOST_BODY_BYTES = 51_200;

/**
 * A failure is told by events that come while somebody looks. Here all is done at once, so the first look at a stack that
 * failed sees it begin.
 */
export class FirstLooks {
	readonly #unseen = new Set<string>();
	failed(stackId: string): void {
		for (const what of ['status', 'events']) this.#unseen.add(`${what} ${stackId}`);
	}
	isFirst(what: 'status' | 'events', stackId: string): boolean {
		return this.#unseen.delete(`${what} ${stackId}`);
	}
}

export function answerCloudFormation(world: World, call: Call, looks: FirstLooks, now: Date): Answer {
	const { operation, query } = call;
	const answer = (result: Content) => queryAnswer(NAMESPACE, operation, result);
	const name = query.get('StackName') ?? '';
	switch (operation) {
		case 'CreateStack':
		case 'UpdateStack': {
			const request = requestOf(world, query);
			(operation === 'CreateStack' ? createStack : updateStack)(world, request, now);
			const { id, status } = stackOf(world, request.name);
			if (status.includes('ROLLBACK')) looks.failed(id);
			return answer({ StackId: id });
		}
		case 'DeleteStack':
			deleteStack(world, stackNameOf(name), now);
			return answer(null);
		case 'DescribeStacks':
			return answer({
				Stacks: (name === '' ? [...world.stacks.values()] : [stackOf(world, name)]).map((stack) => view(stack, looks)),
			});
		case 'DescribeStackEvents': {
			const { events, id, name: own } = stackOf(world, name);
			const told = looks.isFirst('events', id)
				? events.filter(({ status }) => status.endsWith('_IN_PROGRESS'))
				: events;
			return answer({ StackEvents: [...told].reverse().map((event, i) => viewEvent(event, own, id, told.length - i)) });
		}
		case 'DescribeStackResources':
			return answer({ StackResources: viewResources(stackOf(world, name)) });
		case 'GetTemplate':
			return answer({ TemplateBody: stackOf(world, name).template, StagesAvailable: ['Original'] });
		case 'ListImports': {
			const exportName = query.get('ExportName') ?? '';
			const importers = importersOf(world, exportName);
			if (importers.length === 0) throw invalid(`Export '${exportName}' is not imported by any stack.`);
			return answer({ Imports: importers });
		}
		case 'ListExports':
			return answer({
				Exports: [...world.stacks.values()].flatMap(({ id, outputs }) =>
					outputs.flatMap(({ exportName, value }) =>
						exportName === null ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
					),
				),
			});
		default:
			throw invalid(`cloudformation:${operation} is not known to this stand-in`);
	}
}

const stackNameOf = (nameOrId: string): string => /:stack\/([^/]+)\//.exec(nameOrId)?.[1] ?? nameOrId;

function requestOf(world: World, query: URLSearchParams): StackRequest {
	const list = (name: string) =>
		[...query].filter(([key]) => key.startsWith(`${name}.member.`)).map(([, value]) => value);
	const tags = [...query.keys()]
		.map((key) => /^Tags\.member\.(\d+)\.Key$/.exec(key)?.[1])
		.filter((i) => i !== undefined);
	return {
		name: stackNameOf(query.get('StackName') ?? ''),
		template: templateOf(world, query),
		capabilities: list('Capabilities'),
		tags: new Map(
			tags.map((i) => [query.get(`Tags.member.${i}.Key`) ?? '', query.get(`Tags.member.${i}.Value`) ?? '']),
		),
	};
}

function templateOf({ objects }: World, query: URLSearchParams): string {
	const body = query.get('TemplateBody');
	if (body !== null) {
		if (Buffer.byteLength(body) > MOST_BODY_BYTES)
			throw invalid(
				`1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BODY_BYTES}`,
			);
		return body;
	}
	const url = query.get('TemplateURL') ?? '';
	const [, key] = /^https:\/\/s3\.[a-z0-9-]+\.amazonaws\.com\/(.+)$/.exec(url) ?? [];
	if (key === undefined) throw invalid('TemplateURL must be a supported URL.');
	const object = objects.get(key);
	if (object === undefined)
		throw invalid(
			'S3 error: The specified key does not exist. For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
		);
	return object.bytes.toString();
}

function view(stack: Stack, looks: FirstLooks): Content {
	const { id, name, created, outputs, tags } = stack;
	const status = looks.isFirst('status', id) ? stack.status.replace(/_COMPLETE$/, '_IN_PROGRESS') : stack.status;
	return {
		...{ StackId: id, StackName: name, CreationTime: created, StackStatus: status },
		Outputs: outputs.map(({ key, value, exportName }) => ({
			OutputKey: key,
			OutputValue: value,
			ExportName: exportName,
		})),
		Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
	};
}

function viewResources({ id, name, created, resources, failures, template, status }: Stack): Content {
	const common = { StackId: id, StackName: name, Timestamp: created };
	const failed = [...failures].map(([LogicalResourceId, reason]) => ({
		...{ ...common, LogicalResourceId, PhysicalResourceId: LogicalResourceId, ResourceStatusReason: reason },
		ResourceType: typeIn(template, LogicalResourceId),
		ResourceStatus: status === 'DELETE_FAILED' ? 'DELETE_FAILED' : 'CREATE_FAILED',
	}));
	const made = [...resources.values()].filter(({ logicalId }) => !failures.has(logicalId));
	return [
		...failed,
		...made.map(({ logicalId, physicalId, type }) => ({
			...{ ...common, LogicalResourceId: logicalId, PhysicalResourceId: physicalId },
			...{ ResourceType: type, ResourceStatus: 'CREATE_COMPLETE' },
		})),
	];
}

const typeIn = (template: string, logicalId: string): string =>
	String(Object(Object(JSON.parse(template)).Resources?.[logicalId]).Type ?? 'AWS::CloudFormation::Stack');

const viewEvent = (event: StackEvent, stackName: string, stackId: string, number: number): Content => ({
	...{ StackId: stackId, StackName: stackName, EventId: arnOf('cloudformation', `event/${number}`) },
	...{ LogicalResourceId: event.logicalId, PhysicalResourceId: event.physicalId, ResourceType: event.type },
	...{ Timestamp: event.time, ResourceStatus: event.status, ResourceStatusReason: event.reason },
});
