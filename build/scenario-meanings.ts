/** What each setting of a scenario means, in the words people's editors show. */

/** What a place in a scenario means, by path; `*` is any entry of a list or of names. */
export const MEANINGS: Readonly<Record<string, string>> = {
  $schema: 'Where this schema lies: lets an editor complete and check the file.',
  id: 'Permanent name; part of the address.',
  title: 'What it is called, in a few words.',
  question: 'The one question it asks, shown under the title.',
  summary: 'One or two sentences: what happens here.',
  model: 'How requests reach the function; direct: the caller waits for the answer.',
  family: 'Scenarios of one subject have the same family.',
  asOf: 'The date its claims are stated for; without one it runs by the rules of the date chosen in the app.',
  seed: 'Where chance begins: the same seed gives the same run.',
  horizonMs: 'Simulated time after which the run ends, ms.',
  settings: 'The function, the service and the caller.',
  'settings.function': 'The function as it is configured, and how long its parts take.',
  'settings.function.name': 'Its name.',
  'settings.function.memoryMb': 'Memory, MB. It changes durations only where cpuBound says so.',
  'settings.function.memoryUsedMb': 'Memory its invocations use at most, MB: what the REPORT line tells.',
  'settings.function.timeoutMs': 'Function timeout, ms.',
  'settings.function.handlerMs': 'Time inside the handler: milliseconds or a distribution.',
  'settings.function.createMs':
    'Placing an environment and downloading the code, before Init: milliseconds or a distribution.',
  'settings.function.init': 'The Init phase, part by part.',
  'settings.function.init.extensionsMs': 'Starting the extensions: milliseconds or a distribution.',
  'settings.function.init.runtimeMs': 'Starting the runtime: milliseconds or a distribution.',
  'settings.function.init.functionMs': 'Code outside the handler: milliseconds or a distribution.',
  'settings.function.connections':
    'Connections opened outside the handler: kept and lost with the environment.',
  'settings.function.shutdownMs': 'Time an environment takes to shut down, ms.',
  'settings.function.perItemMs': 'Time inside the handler for each record or message of a batch, ms.',
  'settings.function.reservedConcurrency':
    'Concurrency kept for this function, and no more than that; absent: what the account has left.',
  'settings.function.calls': 'Calls that the handler makes, one after the other.',
  'settings.function.calls.*.to': 'The resource or function it calls.',
  'settings.function.calls.*.times': 'Calls of this kind in one invocation; 1 without.',
  'settings.function.calls.*.perItem':
    'Once for each record or message of the batch instead of once for the batch.',
  'settings.function.calls.*.connection':
    'outside: opened by code outside the handler and kept with the environment; inside: opened and closed by each call.',
  'settings.function.calls.*.invocationType':
    'For a function: wait for its answer (RequestResponse, as without) or only hand the event over (Event).',
  'settings.function.calls.*.action':
    'The action it needs of the execution role, by AWS’s name: dynamodb:GetItem; absent: that of a write.',
  'settings.function.calls.*.onError':
    'A call that fails ends the handler with an error (fail, as without), or the handler goes on.',
  'settings.function.async':
    'How events are treated that are queued for it. What is absent is AWS’s default at the date.',
  'settings.function.async.maximumRetryAttempts': 'Further attempts after an error of the function.',
  'settings.function.async.maximumEventAgeMs': 'How long an event may wait in the queue, ms.',
  'settings.function.async.retryWaitsMs': 'Waits after the first, second, … failed attempt, ms.',
  'settings.function.async.whenThrottled':
    'A throttled event backs off and tries again, or waits for a free place (an idealisation).',
  'settings.function.async.backOff':
    'How waits grow after throttles and errors of the service; AWS tells only the shortest and the longest.',
  'settings.function.async.deadLetterQueue': 'The queue or topic that takes events that were given up.',
  'settings.function.async.onFailure': 'The destination of records of events that were given up.',
  'settings.function.async.onSuccess': 'The destination of records of events that succeeded.',
  'settings.function.node': 'Node.js: how the handler tells that it is done.',
  'settings.function.node.style': 'callback: the handler gets a callback; async: it returns a promise.',
  'settings.function.node.callsBack':
    'Whether a callback handler calls its callback; if not, the answer is null once nothing is left to do.',
  'settings.function.node.leftoverMs':
    'Work that goes on after the answer, ms: a timer, an open connection, a promise nobody awaits.',
  'settings.function.node.waitsForEmptyEventLoop': 'context.callbackWaitsForEmptyEventLoop; true without.',
  'settings.function.node.version': 'Major version of the Node.js runtime.',
  'settings.function.idempotent': 'The same event handled twice has its effect once.',
  'settings.function.policies':
    'Managed policies of the execution role, by AWS’s names; absent: it may do all that the scenario needs.',
  'settings.function.denied':
    'Actions the role may not do although its policies allow them: kinesis:GetRecords.',
  'settings.function.allowed': 'Actions the role may do besides those of its policies.',
  'settings.function.trusted': 'Whether the role’s trust policy lets Lambda assume it; true without.',
  'settings.function.mayPassRole':
    'Whether whoever creates the function may hand the role over to Lambda (iam:PassRole); true without.',
  'settings.function.recursiveLoop': 'What Lambda does about a recursive loop: Terminate or Allow.',
  'settings.function.package':
    'What it is made of when it is created: it is checked before the function is there. Absent: it is there.',
  'settings.function.package.type': 'zip, an archive, as without, or image, a container image.',
  'settings.function.package.by':
    'How an archive comes: edited or uploaded in the console, uploaded with the request, or from S3, as without.',
  'settings.function.package.sizeMb':
    'Size of the archive as it is sent, MB; of an image all its layers uncompressed.',
  'settings.function.package.unzippedMb': 'Size of the archive unzipped, MB; absent: as it is sent.',
  'settings.function.package.sourceCharacters':
    'Length of source inline in a template; absent: a character for each byte of the archive.',
  'settings.function.package.layers': 'Layers in the order in which they are merged.',
  'settings.function.package.layers.*.name': 'What it is called.',
  'settings.function.package.layers.*.sizeMb': 'Size of its archive, MB.',
  'settings.function.package.layers.*.unzippedMb': 'Size unzipped, MB: what counts.',
  'settings.function.package.environmentVariablesBytes':
    'Names and values of all environment variables together, bytes.',
  'settings.function.package.tmpMb': 'Ephemeral storage, /tmp, MB. Absent: the default of the date.',
  'settings.function.package.activationMs': 'How long it is pending once it is accepted, ms; 0 without.',
  'settings.function.stack':
    'The CloudFormation stack that creates and updates it. Absent: it is made by Lambda’s own API.',
  'settings.function.stack.code':
    'What the template says of the code when the run begins: a place in S3, or inline code.',
  'settings.function.stack.code.bucket': 'Code.S3Bucket.',
  'settings.function.stack.code.key': 'Code.S3Key.',
  'settings.function.stack.code.objectVersion': 'Code.S3ObjectVersion.',
  'settings.function.stack.code.zipFile': 'Code.ZipFile, inline: function, the settings of the function.',
  'settings.function.stack.cleanUpMs':
    'How long the stack cleans up after an update, or rolls back, ms; 0 without.',
  'settings.function.revisions':
    'Other states of its code and configuration by id, as far as they differ: what versions keep and changes bring.',
  'settings.function.versions': 'Versions published before the run, by number.',
  'settings.function.versions.*.revision':
    'The revision it was published from; absent: the settings of the function.',
  'settings.function.aliases': 'Aliases, by name.',
  'settings.function.aliases.*.version': 'The version it points to; $LATEST for an alias without weights.',
  'settings.function.aliases.*.additional': 'A second version that gets a share of its requests.',
  'settings.function.aliases.*.additional.version': 'Its number.',
  'settings.function.aliases.*.additional.weight': 'Its share of the requests, 0 to 1; drawn for each.',
  'settings.function.versions.*.provisioned': 'Provisioned concurrency, allocated before the run.',
  'settings.function.versions.*.provisioned.concurrency':
    'Environments that are initialised ahead and kept so; 0: none.',
  'settings.function.versions.*.provisioned.autoScaling': 'Application Auto Scaling of it.',
  'settings.function.versions.*.provisioned.autoScaling.minimum': 'At least so many.',
  'settings.function.versions.*.provisioned.autoScaling.maximum': 'At most so many.',
  'settings.function.versions.*.provisioned.autoScaling.target':
    'Target tracking: the utilisation it aims at, 0 to 1. Absent: only by schedule.',
  'settings.function.versions.*.provisioned.autoScaling.scaleOutCooldownMs':
    'Pause after more was provisioned, ms. Absent: AWS’s default.',
  'settings.function.versions.*.provisioned.autoScaling.scaleInCooldownMs':
    'Pause after less was provisioned, ms. Absent: AWS’s default.',
  'settings.function.versions.*.provisioned.autoScaling.schedule':
    'Scheduled actions: bounds that are in force from a moment on.',
  'settings.function.versions.*.provisioned.autoScaling.schedule.*.atMs': 'The moment, ms.',
  'settings.function.versions.*.provisioned.autoScaling.schedule.*.minimum': 'At least so many from then on.',
  'settings.function.versions.*.provisioned.autoScaling.schedule.*.maximum': 'At most so many from then on.',
  'settings.function.versions.*.async':
    'Asynchronous invocation of this version; what is absent is as with the function.',
  'settings.function.versions.*.async.maximumRetryAttempts':
    'Further attempts after an error of the function.',
  'settings.function.versions.*.async.maximumEventAgeMs': 'How long an event may wait in the queue, ms.',
  'settings.function.versions.*.async.onFailure': 'The destination of records of events that were given up.',
  'settings.function.versions.*.async.onSuccess': 'The destination of records of events that succeeded.',
  'settings.function.aliases.*.async':
    'Asynchronous invocation of this alias; what is absent is as with the function.',
  'settings.function.aliases.*.async.maximumRetryAttempts':
    'Further attempts after an error of the function.',
  'settings.function.aliases.*.async.maximumEventAgeMs': 'How long an event may wait in the queue, ms.',
  'settings.function.aliases.*.async.onFailure': 'The destination of records of events that were given up.',
  'settings.function.aliases.*.async.onSuccess': 'The destination of records of events that succeeded.',
  'settings.function.aliases.*.provisioned': 'Provisioned concurrency, allocated before the run.',
  'settings.function.aliases.*.provisioned.concurrency':
    'Environments that are initialised ahead and kept so; 0: none.',
  'settings.function.aliases.*.provisioned.autoScaling': 'Application Auto Scaling of it.',
  'settings.function.aliases.*.provisioned.autoScaling.minimum': 'At least so many.',
  'settings.function.aliases.*.provisioned.autoScaling.maximum': 'At most so many.',
  'settings.function.aliases.*.provisioned.autoScaling.target':
    'Target tracking: the utilisation it aims at, 0 to 1. Absent: only by schedule.',
  'settings.function.aliases.*.provisioned.autoScaling.scaleOutCooldownMs':
    'Pause after more was provisioned, ms. Absent: AWS’s default.',
  'settings.function.aliases.*.provisioned.autoScaling.scaleInCooldownMs':
    'Pause after less was provisioned, ms. Absent: AWS’s default.',
  'settings.function.aliases.*.provisioned.autoScaling.schedule':
    'Scheduled actions: bounds that are in force from a moment on.',
  'settings.function.aliases.*.provisioned.autoScaling.schedule.*.atMs': 'The moment, ms.',
  'settings.function.aliases.*.provisioned.autoScaling.schedule.*.minimum': 'At least so many from then on.',
  'settings.function.aliases.*.provisioned.autoScaling.schedule.*.maximum': 'At most so many from then on.',
  'settings.function.coldStart':
    'In place of createMs and init: the whole of a cold start, as the median that was measured at the date for what the function is packed in.',
  'settings.function.cpuBound':
    'The share of handler and Init that waits for the CPU, 0 to 1: the durations are those at one vCPU, and less memory stretches that share. Absent: they hold at any memory.',
  'settings.function.snapStart':
    'SnapStart: environments of published versions resume from a snapshot that was taken when they were published.',
  'settings.function.snapStart.restoreMs': 'Resuming and the hooks after it: milliseconds or a distribution.',
  'settings.function.snapStart.runtime': 'The runtime by AWS’s identifier: java21, python3.12, dotnet8.',
  'settings.function.snapStart.reconnects':
    'A hook opens connections of the snapshot again. false or absent: the first call over each finds it dead and fails.',
  'settings.function.errorShare': 'The share of its invocations that its code ends with an error.',
  'settings.functions': 'More functions by name. The one in the middle is called function.',
  'settings.keep': 'How long environments are kept: a dated measurement, or figures of your own.',
  'settings.keep.preset': 'Id of a dated measurement such as 2020, or as-of: the one in force at the date.',
  'settings.keep.functionIdleMs':
    'The whole function may idle this long; then every idle environment goes. null: for ever. Two numbers: drawn evenly between them.',
  'settings.keep.environmentIdleMs':
    'One environment may idle this long while others work. null: for ever. Two numbers: drawn evenly between them.',
  'settings.keep.maxAgeMs':
    'An older environment goes as soon as it is idle. null: never. Two numbers: drawn evenly between them.',
  'settings.routing':
    'Which idle environment serves the next request; AWS was measured to take the most recently used.',
  'settings.concurrencyLimit':
    'Requests in environments at once; absent: the default of an account, null: no limit.',
  'settings.scaling':
    'How fast functions may grow, and how many requests a second they take; absent: as AWS’s at the date, and without a limit of the account any number.',
  'settings.scaling.region':
    'The Region: until November 2023 each had a burst of its own. Absent: us-east-1.',
  'settings.scaling.refill':
    'How room for new environments comes back: step, a period’s worth at its end, or continuous, evenly. Absent: step while the rate was one of the account, continuous since.',
  'settings.scaling.rate': 'How many environments may be made; absent: AWS’s at the date, null: any number.',
  'settings.scaling.rate.burst': 'At once, and never more saved up.',
  'settings.scaling.rate.perPeriod': 'So many come back in each period.',
  'settings.scaling.rate.periodMs': 'Length of a period, ms.',
  'settings.scaling.scope':
    'Whom the rate is for: the account, all its functions together, or each function. Absent: as at the date.',
  'settings.scaling.requestsPerSecondFactor':
    'Requests a second for each place of concurrency, of the account and of a reservation (synchronous ones), and for each provisioned environment (all); absent: AWS’s at the date, null: any number.',
  'settings.codeStorageUsedMb':
    'Code storage that the account uses before the run besides these functions, MB.',
  'settings.provisioning':
    'How provisioned concurrency is made ready once it is asked for. Absent: as at AWS at the date.',
  'settings.provisioning.startMs':
    'Until the first environment is made: milliseconds or a distribution. Absent: a minute or two.',
  'settings.provisioning.rate': 'How fast they are made. null: all at once.',
  'settings.provisioning.rate.atOnce': 'So many at once.',
  'settings.provisioning.rate.perPeriod': 'And so many more every period.',
  'settings.provisioning.rate.periodMs': 'The period, ms.',
  'settings.provisioning.scope': 'Whom the rate is for: each function, or the account.',
  'settings.provisioning.usable': 'Whether the first serve before the last are ready.',
  'settings.readyEnvironments': 'Environments made ready at the start and kept ready.',
  'settings.warmEnvironments': 'Environments that are frozen already when the run begins.',
  'settings.caller': 'Who invokes the function, and how.',
  'settings.caller.invocationType':
    'RequestResponse waits for the answer; DryRun only checks permission and parameters; Event hands the event over.',
  'settings.caller.permitted':
    'Whether the caller may invoke: by its identity (direct), or by the function’s policy (a service).',
  'settings.caller.service':
    'Who calls; absent: a program that calls the Invoke API once and does not try again.',
  'settings.caller.payloadBytes': 'Size of the event, bytes.',
  'settings.caller.responseBytes': 'Size of the function’s answer, bytes.',
  'settings.caller.backup': 'What takes in what came to nothing: the error bucket of Data Firehose.',
  'settings.caller.timeoutMs':
    'How long it waits for the answer, ms; absent: the service’s own limit at the date.',
  'settings.caller.retryMode':
    'Of an SDK: how it tries again; absent: the standard mode, the legacy one while there was no other.',
  'settings.caller.retries':
    'Its own retries; absent: the service’s at the date, none for the Invoke API alone.',
  'settings.caller.retries.maximum': 'Tries after the first.',
  'settings.caller.retries.backOff': 'How its waits grow; absent: as the service’s.',
  'settings.caller.retries.after': 'What it tries again after; absent: the service’s own list.',
  'settings.edge': 'A CloudFront distribution: functions at its four events, its cache and its origin.',
  'settings.edge.viewerRequest': 'The function that sees each request of a viewer, before the cache.',
  'settings.edge.originRequest':
    'The function that sees what the cache does not have, on the way to the origin.',
  'settings.edge.originResponse': 'The function that sees what the origin answers, before it is kept.',
  'settings.edge.viewerResponse': 'The function that sees each response on the way to the viewer.',
  'settings.edge.originMs': 'How long the origin takes: milliseconds or a distribution.',
  'settings.edge.cacheMs': 'How long an answer is kept in the cache, ms; 0: not at all.',
  'settings.edge.objects': 'Different objects that viewers ask for.',
  'settings.edge.choice':
    'Which object a viewer asks for: one after the other (in-turn, as without) or drawn.',
  'settings.edge.hotShare': 'Share of viewers, 0 to 1, that ask for the first object.',
  'settings.resources': 'Streams, queues, services and what functions call, by name.',
  'settings.resources.*.type':
    'What it is: a service that pushes events, a stream, a queue, a target of records, or what functions call.',
  'settings.resources.*.service': 'Which service it is, by AWS’s name in short.',
  'settings.resources.*.title': 'What it is called.',
  'settings.resources.*.targets': 'Names of the functions and queues each event goes to.',
  'settings.resources.*.notPermitted':
    'Of a service that pushes: targets whose policy does not let it in. Of a target: the sender’s role may not send to it.',
  'settings.resources.*.payloadBytes': 'Size of one event, bytes.',
  'settings.resources.*.shards': 'Number of shards.',
  'settings.resources.*.retentionMs': 'How long a record or message is kept, ms.',
  'settings.resources.*.keys': 'Partition keys of its records, or groups of its messages.',
  'settings.resources.*.keys.count': 'How many there are.',
  'settings.resources.*.keys.choice':
    'Which key a unit has: one after the other (in-turn, as without) or drawn.',
  'settings.resources.*.keys.hotShare': 'Share of units, 0 to 1, that have the first key.',
  'settings.resources.*.recordBytes': 'Size of one record, bytes.',
  'settings.resources.*.fifo': 'First in, first out within a message group.',
  'settings.resources.*.visibilityTimeoutMs': 'How long a received message stays hidden, ms.',
  'settings.resources.*.maxReceiveCount': 'Receives after which a message goes to the dead-letter queue.',
  'settings.resources.*.deadLetterQueue': 'The queue that takes messages received too often.',
  'settings.resources.*.lateDelete':
    'Whether a delete with the receipt of an earlier receive works; absent: in standard queues it does.',
  'settings.resources.*.backlog': 'Messages that stand in it when the run begins.',
  'settings.resources.*.messageBytes': 'Size of one message, bytes.',
  'settings.resources.*.latencyMs': 'How long a call takes: milliseconds or a distribution.',
  'settings.resources.*.capacity': 'Calls it works on at once; what comes beyond waits. Absent: any number.',
  'settings.resources.*.connectionLimit': 'Connections it takes; one more is refused. Absent: any number.',
  'settings.resources.*.connectMs': 'Opening a connection: milliseconds or a distribution.',
  'settings.function.vpc': 'The VPC it is attached to; null or absent: the network of Lambda.',
  'settings.alarms': 'CloudWatch alarms.',
  'settings.alarms.*.metric':
    'What it watches: a metric of Lambda, or ErrorRate: 100 × Errors / Invocations.',
  'settings.alarms.*.of':
    'Of what: a function over all its versions, one version however it was asked for, or what was asked of an alias.',
  'settings.alarms.*.above':
    'A datapoint above this breaches: a sum over the period; for Duration the mean, ms; for ErrorRate percent.',
  'settings.alarms.*.periodMs': 'Length of a period, ms: whole minutes; one without.',
  'settings.alarms.*.datapoints':
    'It goes to ALARM when as many datapoints of the last periods breach; absent: all of them.',
  'settings.alarms.*.evaluationPeriods': 'How many periods it looks at; 1 without.',
  'settings.alarms.*.treatMissingData':
    'What a period without a value is taken for, by AWS’s words; absent: missing.',
  'settings.vpcs': 'Networks that functions are attached to.',
  'settings.vpcs.*.title': 'What it is called.',
  'settings.vpcs.*.subnets': 'The subnets that functions are attached to.',
  'settings.vpcs.*.subnets.*.freeAddresses': 'Addresses left in the subnet: one for each network interface.',
  'settings.vpcs.*.subnets.*.route':
    'Where its route table leads what is for the internet: nowhere, to a NAT gateway, or to an internet gateway, which does not help a function.',
  'settings.vpcs.*.endpoints': 'AWS services with a VPC endpoint.',
  'settings.vpcs.*.interfaceMs':
    'Time to make a network interface and attach it: milliseconds or a distribution. Absent: by the rules of the date.',
  'settings.vpcs.*.interfaceIdleMs':
    'An interface made for environments is deleted when it has carried none for so long, ms. Absent: it stays.',
  'settings.vpcs.*.interfaceLimit': 'Interfaces it may have. Absent: AWS’s quota at the date.',
  'settings.vpcs.*.unused':
    'No function was attached to it before the run: shared interfaces are still to be made.',
  'settings.resources.*.at':
    'Where it is: internet, aws (the public endpoint of an AWS service), or the name of a VPC. Absent: every network reaches it.',
  'settings.resources.*.unreachable': 'There is no route to it: calls hang until the function’s timeout.',
  'settings.resources.*.feeds': 'A call to it puts one unit into this resource.',
  'settings.resources.*.shared': 'What all environments share, counted: writes that stand in it.',
  'settings.mappings': 'Event source mappings by name: what Lambda polls, and for which function.',
  'settings.mappings.*.type': 'stream or queue, as its source is.',
  'settings.mappings.*.source': 'The stream or queue it reads.',
  'settings.mappings.*.function': 'The function it invokes; function without.',
  'settings.mappings.*.enabled': 'Whether it reads at all; true without.',
  'settings.mappings.*.batchSize': 'Records or messages in one batch at most.',
  'settings.mappings.*.windowMs': 'How long a batch may be gathered, ms.',
  'settings.mappings.*.reportBatchItemFailures':
    'The function reports which items failed, and only those are tried again.',
  'settings.mappings.*.filter': 'Only what matches reaches the function.',
  'settings.mappings.*.filter.keys': 'Keys that match, from 1.',
  'settings.mappings.*.startingPosition': 'Where in the stream it begins.',
  'settings.mappings.*.startingAtMs': 'For AT_TIMESTAMP: the moment, ms.',
  'settings.mappings.*.createdAtMs': 'When the mapping is made, ms.',
  'settings.mappings.*.parallelizationFactor': 'Batches of one shard at once; order is kept for each key.',
  'settings.mappings.*.maximumRetryAttempts': 'Retries of a failing batch; null: until its records expire.',
  'settings.mappings.*.maximumRecordAgeMs': 'Older records are given up, ms; null: never.',
  'settings.mappings.*.bisect': 'A failing batch is split in two.',
  'settings.mappings.*.onFailure': 'Where the record of a batch goes that was given up; null: nowhere.',
  'settings.mappings.*.tumblingWindowMs': 'Length of the windows that batches are counted in, ms.',
  'settings.mappings.*.enhancedFanOut': 'Records are pushed to a reader of its own.',
  'settings.mappings.*.pollEveryMs':
    'Time between two polls, ms; 0: at once when there is something. Absent: AWS’s.',
  'settings.mappings.*.retryBackOff': 'How the waits after an error grow; AWS tells no number.',
  'settings.mappings.*.maximumConcurrency': 'Invocations at once by this mapping; null: none is set.',
  'settings.mappings.*.provisioned': 'Pollers kept at work.',
  'settings.mappings.*.provisioned.minimumPollers': 'At least so many.',
  'settings.mappings.*.provisioned.maximumPollers': 'At most so many.',
  'settings.mappings.*.scaling': 'How the pollers grow; absent: as AWS’s at the date.',
  'settings.mappings.*.scaling.initial': 'Batches at once at first.',
  'settings.mappings.*.scaling.perMinute': 'More of them each minute.',
  'settings.mappings.*.scaling.max': 'At most so many.',
  'settings.mappings.*.throttleBackOff': 'How the waits after a throttle grow; AWS tells no number.',
  'settings.mappings.*.visibilityChecked':
    'false: the queue’s visibility timeout was made shorter than the function’s timeout after the mapping was made.',
  'backOff.firstMs': 'The first wait, ms.',
  'backOff.factor': 'Each wait is so many times the one before.',
  'backOff.capMs': 'No wait is longer, ms.',
  'backOff.jitter': 'Share of a wait that is luck, 0 to 1.',
  entry: 'Where arrivals arrive: caller (as without), edge, or the name of a part.',
  feeds: 'More arrivals at other places.',
  'feeds.*.to': 'Where they arrive.',
  arrivals: 'When requests arrive.',
  'arrivals.everyMs': 'Time between two requests, ms.',
  'arrivals.ratePerSec': 'Requests a second on average; they come independently of each other.',
  'arrivals.fromPerSec': 'Requests a second at the start of the ramp.',
  'arrivals.toPerSec': 'Requests a second at its end, and from then on.',
  'arrivals.overMs': 'How long the ramp takes, ms.',
  'arrivals.startMs': 'Nothing arrives before, ms.',
  'arrivals.untilMs': 'Nothing arrives from here on, ms.',
  'arrivals.count': 'Number of requests: at most, or of one burst.',
  'arrivals.atMs': 'When the first burst comes, ms.',
  'arrivals.withinMs': 'From the first to the last request of a burst, ms; 0 or absent: at the same moment.',
  'arrivals.repeatEveryMs': 'Time from one burst to the next, ms; absent: one burst only.',
  'arrivals.repeats': 'Bursts after the first; absent: without end.',
  'arrivals.parts': 'Patterns laid on top of each other.',
  'arrivals.requests': 'The requests one by one.',
  'arrivals.requests.*.atMs': 'When it arrives, ms.',
  'arrivals.requests.*.durationMs': 'How long its handler runs, ms; absent: as the function says.',
  'arrivals.file': 'A CSV beside this file with the columns at_ms and, if known, duration_ms.',
  faults: 'What can go wrong, each to be switched on.',
  'faults.*.id': 'Its name in paths: faults.<id>.on.',
  'faults.*.title': 'What it is called.',
  'faults.*.on': 'Whether it strikes.',
  'faults.*.kind': 'What happens to those it strikes.',
  'faults.*.which':
    'Numbers, from 1, of the invocations, environments (init-error those of the function; environment-killed those of the run, as they are numbered in it), events, records, messages or calls it strikes.',
  'faults.*.share': 'Or the chance, 0 to 1, that it strikes any of them. Neither of the two: it strikes all.',
  'faults.*.of':
    'Whom it strikes: the name of a function, resource or mapping, or caller; absent: the scenario’s own function.',
  'faults.*.action': 'The one action that is missing, by AWS’s name; absent: all that the path needs.',
  'faults.*.fromMs': 'It strikes only from here on, ms.',
  'faults.*.untilMs': 'It strikes no more from here on, ms.',
  'faults.*.afterMs':
    'Time until the handler fails, ms; for call-slow what a call takes more. A Node.js exception at 0 ms is caught by the runtime.',
  tunable: 'Settings that become controls, keys of the address and of --set.',
  'tunable.*.control': 'What kind of control.',
  'tunable.*.key': 'Its name in the address and for --set.',
  'tunable.*.path':
    'The setting: settings.function.timeoutMs, arrivals.count, faults.<id>.on. It must have a value.',
  'tunable.*.label': 'What stands beside the control.',
  'tunable.*.unit': 'Unit of the value shown.',
  'tunable.*.at': 'Where the control stands in the picture.',
  'tunable.*.min': 'Smallest value, in the unit of the stored value.',
  'tunable.*.max': 'Largest value, in the unit of the stored value.',
  'tunable.*.step': 'Distance between two values of the control, in the unit of the stored value.',
  'tunable.*.scale': 'log: equal steps of the control multiply.',
  'tunable.*.per': 'Value shown = stored value / per: 60000 with the unit min for milliseconds.',
  'tunable.*.options': 'The values to choose from; the scenario’s own must be one of them.',
  'tunable.*.options.*.value': 'What is stored.',
  'tunable.*.options.*.label': 'What is shown.',
  changes: 'What operators do while the scenario runs, each change at its moment.',
  'changes.*.kind':
    'The call of AWS’s API, in lower case with hyphens; or change-settings: what if settings were others from here on?',
  'changes.*.id': 'Its name.',
  'changes.*.title': 'What it is called, in a few words.',
  'changes.*.on': 'Whether it is made.',
  'changes.*.atMs': 'When it is made, ms.',
  'changes.*.function': 'Id of the function it is about; absent: the one in the middle.',
  'changes.*.concurrency': 'Environments that are provisioned from then on; 0 takes all of them back.',
  'changes.*.of': 'The version or alias that they are provisioned for: orders:live.',
  'changes.*.set':
    'New values by whole path (settings.function.timeoutMs, faults.<id>.on), as the scenario stores them.',
  'changes.*.reserved':
    'Concurrency reserved for the function from then on; null takes the reservation back.',
  'changes.*.version':
    'The version that is published, or that the alias is pointed or shifted to; $LATEST for an alias without weights.',
  'changes.*.alias': 'Name of the alias.',
  'changes.*.additional': 'A second version and its share; absent: the alias points to one version alone.',
  'changes.*.additional.version': 'Its number.',
  'changes.*.additional.weight': 'Its share of the requests, 0 to 1.',
  'changes.*.configuration':
    'Deployment configuration of CodeDeploy by AWS’s name: LambdaCanary10Percent5Minutes.',
  'changes.*.beforeAllowTraffic': 'The function that is run before any traffic is shifted.',
  'changes.*.afterAllowTraffic': 'The function that is run after all traffic has been shifted.',
  'changes.*.alarms': 'Alarms that stop the deployment.',
  'changes.*.rollback':
    'If it fails or is stopped, the alias is pointed back, as without; false: its traffic stays as it is.',
  'changes.*.revision':
    'The revision that the function gets, or that lies in the object; function: its own settings.',
  'changes.*.bucket': 'The bucket.',
  'changes.*.key': 'The key in the bucket.',
  'changes.*.objectVersion': 'The version that the object gets. Absent: the bucket keeps no versions.',
  'changes.*.code': 'What the new template says of the code: a place in S3, or inline code.',
  'changes.*.code.bucket': 'Code.S3Bucket.',
  'changes.*.code.key': 'Code.S3Key.',
  'changes.*.code.objectVersion': 'Code.S3ObjectVersion; absent: the latest.',
  'changes.*.code.zipFile': 'Code.ZipFile, inline: a revision, or function, the settings of the function.',
  claims: 'What will happen, checked on every run.',
  'claims.*.id': 'Its name.',
  'claims.*.says': 'The claim in one sentence.',
  'claims.*.measure': 'Which figure of the run it is about: counts.cold, latencyMs.max.',
  'claims.*.is': 'What the figure is: equal, atLeast, atMost, or about with within.',
  'claims.*.is.equal': 'Exactly this.',
  'claims.*.is.atLeast': 'This or more.',
  'claims.*.is.atMost': 'This or less.',
  'claims.*.is.about': 'Near this.',
  'claims.*.is.within': 'How far from it at most.',
  'claims.*.from': 'Where the expected value comes from; never from a run.',
  'claims.*.from.kind': 'A fact of the content, a reference case, or a derivation.',
  'claims.*.from.fact': 'Id of the fact.',
  'claims.*.from.case': 'Id of the case.',
  'claims.*.from.text': 'How it follows, in a sentence.',
  bets: 'What a reader is asked before the run; absent: the figures that the claims are about.',
  'bets.*.kind':
    'One of several (pick), a number, what comes first and what then (order), or a curve to draw.',
  'bets.*.ask': 'The question. It must not tell the answer.',
  'bets.*.options': 'What can be picked: in the scenario’s own run exactly one of them holds.',
  'bets.*.options.*.says': 'The option in few words.',
  'bets.*.options.*.when': 'The figure of the run by which it holds.',
  'bets.*.options.*.when.measure': 'A measure of the run, as claims have it.',
  'bets.*.options.*.when.is': 'What the figure then is: equal, atLeast, atMost, or about with within.',
  'bets.*.options.*.when.is.equal': 'Exactly this.',
  'bets.*.options.*.when.is.atLeast': 'This or more.',
  'bets.*.options.*.when.is.atMost': 'This or less.',
  'bets.*.options.*.when.is.about': 'Near this.',
  'bets.*.options.*.when.is.within': 'How far from it at most.',
  'bets.*.measure': 'The measure whose figure is asked for.',
  'bets.*.unit': 'count: as it is; seconds: of a measure in ms.',
  'bets.*.things': 'What is to be put in order; in the scenario’s own run no two come at one moment.',
  'bets.*.things.*.says': 'The thing in few words.',
  'bets.*.things.*.at':
    'A measure that is a moment: firstMs.event.expired, lastMs.request.failed, drainedMs.',
  'bets.*.metric':
    'What is drawn over time: a level, the cold starts so far, or the age of the oldest record that waits.',
  'bets.*.of': 'Of one place alone: the id of a function, mapping or resource.',
  'bets.*.untilMs': 'Where the chart ends, ms; absent: at the horizon.',
  'bets.*.most': 'The top of the empty chart: a number of things, or seconds of age.',
  loadBearing: 'What each switch is for: flipped alone, it makes these claims fail and no others.',
  'loadBearing.*.flip': 'Key of a control, or a path such as faults.<id>.on.',
  'loadBearing.*.to': 'What it is set to, as the scenario stores it; absent: the opposite of true or false.',
  'loadBearing.*.breaks': 'Ids of the claims that then fail.',
  simplifications: 'Ids of what this scenario leaves out or assumes.',
};
