import type { FindingCatalogue } from '../words.ts';

/** 先说问题，再说怎样解决；只谈计划，不评价人。 */
export const findings: FindingCatalogue = {
  'A1.samePerson': {
    problem: '计划中的员工与直接上级不能是同一人。',
    remedy: '请填写直接上级，或由 HR 书面指定其他人。',
  },
  'A1.notLineManager': {
    problem: '所填的上级不是该员工的直接上级。',
    remedy: '请填写现任直接上级，或由 HR 登记书面指定。',
  },
  'A2.openPlan': {
    problem: '该员工已有一份进行中的计划。',
    remedy: '请先完成或取消该计划，同一时间只能进行一份。',
  },
  'A2.secondDraft': {
    problem: '该员工已有 {drafts} 份草案。',
    remedy: '请继续完善已有草案，或说明需要另立一份的理由。',
  },
  'A3.approver': {
    problem: '员工本人、直接上级和起草人不能审批此计划。',
    remedy: '请由未参与此计划的 HR 人员审批。',
  },
  'A3.proposer': {
    problem: '提出结果的人不能自行批准该结果。',
    remedy: '请由另一位 HR 人员审批，或为此邀请一位外部人员。',
  },
  'A5.witness': {
    problem: '见证人不能是员工本人或其直接上级。',
    remedy: '请填写当时在场的第三人。',
  },
  'A5.incomplete': {
    problem: '拒签记录不完整。',
    remedy: '请填写见证人的姓名、身份、地点和时间；时间应在送达之后，且不晚于现在。',
  },
  'A7.order': {
    problem: '缺勤日期有误：结束日早于开始日，或已经过去。',
    remedy: '请选择今天或之后、且不早于开始日的结束日。',
  },
  'A7.tooLong': {
    problem: '缺勤时间为 {days} 天，此处最长为 {max} 天。',
    remedy: '请缩短到 {max} 天以内；如需更长时间由他人代理，请正式变更计划的直接上级。',
  },
  'A7.overlap': {
    problem: '所选日期与此人的另一段缺勤重叠。',
    remedy: '请先取消另一段缺勤，或选择不重叠的日期。',
  },
  'A7.tooMany': {
    problem: '尚未结束的缺勤或代理已达 {max} 项。',
    remedy: '请先取消不再需要的一项。',
  },
  'A7.named': {
    problem: '代理人只能由本人或 HR 指定。',
    remedy: '请先登记缺勤而不指定代理人，或请 HR 指定。',
  },
  'A7.person': {
    problem: '此人不能担任代理人。',
    remedy: '请指定另一位在职成员。',
  },
  'B1.none': {
    problem: '计划中没有写明绩效差距。',
    remedy: '请至少写明一项：工作要求是什么、出自哪里、实际情况如何。',
  },
  'B1.tooMany': {
    problem: '计划中有 {count} 项绩效差距，最多可列 {max} 项。',
    remedy: '请保留当前最关键的几项。',
  },
  'B1.duplicateId': {
    problem: '有两项绩效差距的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'B2.incomplete': {
    problem: '这项绩效差距的描述不完整。',
    remedy: '请写明工作要求、其书面出处，以及观察到的事实。',
  },
  'B3.missing': {
    problem: '这项绩效差距没有事实依据。',
    remedy: '请至少补充一个注明日期和来源的事例。',
  },
  'B3.incomplete': {
    problem: '这条依据缺少来源或事实。',
    remedy: '请注明来源，并用一句话写明发生了什么。',
  },
  'B3.future': {
    problem: '这条依据的日期晚于今天。',
    remedy: '请填写实际发生的日期。',
  },
  'B3.single': {
    problem: '这项绩效差距只有一条依据。',
    remedy: '请再补充一个事例，或说明一条已足够的理由。',
  },
  'B3.onePerson': {
    problem: '这项绩效差距的依据全部来自同一人。',
    remedy: '请补充其他来源的依据，或说明没有其他来源的理由。',
  },
  'B3.old': {
    problem: '这条依据距今已超过 {days} 天。',
    remedy: '请补充近期的事例，或说明较早事例仍然适用的理由。',
  },
  'B3.unknownObservation': {
    problem: '这条依据引用的观察记录不属于该员工，或日期不一致。',
    remedy: '请引用该员工的观察记录并使用其日期，或去掉引用。',
  },
  'B4.noPriorFeedback': {
    problem: '这项差距此前没有反馈记录，员工可能感到意外。',
    remedy: '请补充此前的反馈日期和内容，或引用已告知员工的观察记录，或说明没有反馈的理由。',
  },
  'B4.incomplete': {
    problem: '这条此前反馈没有内容，或日期晚于今天。',
    remedy: '请用一句话写明当时说了什么、在哪一天。',
  },
  'B4.sharedOn': {
    problem: '告知员工的日期不符合要求。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'B5.trait': {
    problem: '这一表述是对个人的评价。',
    remedy: '当时具体做了什么、说了什么？发生在何时？对照的是哪项标准？请据此改写。',
  },
  'B5.vagueQuantifier': {
    problem: '这一表述没有写明次数或程度。',
    remedy: '在哪段时间内发生了几次？数值是多少，对照的是哪项标准？请据此改写。',
  },
  'B5.absolute': {
    problem: '这一表述过于绝对，有一次例外即不成立。',
    remedy: '在哪段时间内，共多少次，其中有几次？请据此改写。',
  },
  'B5.mindReading': {
    problem: '这一表述是对他人想法或动机的推测。',
    remedy: '看到或听到了什么？如系本人所说，请引用原话。',
  },
  'B5.hearsay': {
    problem: '这一表述没有写明由谁提供。',
    remedy: '由谁在何时看到？有哪份记录可以证明？请据此改写。',
  },
  'B5.emotive': {
    problem: '这一表述带有情绪色彩。',
    remedy: '发生了什么？造成了什么结果？请据此改写。',
  },
  'B5.protected': {
    problem: '健康、家庭、年龄、籍贯和信仰等情况不应写入计划。',
    remedy: '工作结果是什么？请只写结果；如需相应调整，请与 HR 联系。',
  },
  'B5.threat': {
    problem: '这一表述含有威胁意味。',
    remedy: '需要在何时达到什么结果？组织将提供哪些支持？请据此改写。',
  },
  'B5.noFact': {
    problem: '这段文字没有可供核实的事实。',
    remedy: '发生了什么？在何时、共几次？有哪份文件或记录可以证明？请据此改写。',
  },
  'B5.nonTarget': {
    problem: '这项目标没有写明达到什么程度算完成。',
    remedy: '哪项指标、在何时之前、达到多少？请据此改写。',
  },
  'B5.resignation': {
    problem: '这段文字预先约定了离职。',
    remedy: '请删除该内容；计划结束后的安排应在结束后再行决定。',
  },
  'B6.attachmentType': {
    problem: '不支持这种类型的附件。',
    remedy: '请使用 PDF、JPEG、PNG、纯文本、CSV、Word 或 Excel 格式。',
  },
  'B6.attachmentCount': {
    problem: '一份计划最多可附 {max} 个文件。',
    remedy: '请将相关页面合并为一个文件。',
  },
  'B6.notUploaded': {
    problem: '尚未收到与登记信息一致的文件。',
    remedy: '请使用给出的链接和请求头上传文件，然后重新确认。',
  },
  'B6.infected': {
    problem: '病毒扫描发现此文件存在风险。',
    remedy: '请另附一份安全的文件；此文件不再提供下载。',
  },
  'B6.attachmentSize': {
    problem: '附件超过 {max} MB。',
    remedy: '请只附上相关的页面。',
  },
  'B6.personalData': {
    problem: '这条依据中疑似含有邮箱、电话或证件号码。',
    remedy: '请保留事实和来源，删去第三人的联系方式或证件信息，或说明需要保留的理由。',
  },
  'B7.secondReviewer': {
    problem: '此计划尚未经第二名 HR 人员复核。',
    remedy: '请由另一名 HR 人员复核并登记，然后再审批。',
  },
  'B8.rankOnly': {
    problem: '这里只列出了排名，排名本身不构成绩效差距。',
    remedy: '请写明对工作的要求，以及工作中观察到的事实。',
  },
  'C1.missing': {
    problem: '这项绩效差距没有写明原因。',
    remedy: '请至少写明一项原因，最好与员工共同分析得出。',
  },
  'C2.missing': {
    problem: '没有记录员工本人的看法。',
    remedy: '请记录员工的看法，或记录员工选择不答复。',
  },
  'C3.unanswered': {
    problem: '计划中没有针对这一原因的支持：{cause}。',
    remedy: '请为这项差距对应的目标补充支持：{kinds}。',
  },
  'C3.comparison': {
    problem: '原因中列有外部环境变化，但没有对比数据。',
    remedy: '请补充同岗位人员或以往同期的情况作为对比。',
  },
  'C3.motivationOnly': {
    problem: '这项差距的原因只写了动机或态度。',
    remedy: '请分析是否还有其他原因，或说明有哪些可观察的行为作为依据。',
  },
  'C3.diagnosis': {
    problem: '计划中不记录健康信息。',
    remedy: '请删除该内容并转交 HR，由 HR 安排相应调整。',
  },
  'C4.cannotCarry': {
    problem: '这项差距的原因均非员工所能控制，不能单独作为计划的依据。',
    remedy: '请改为调整目标或客观条件，或补充可以通过计划解决的原因。',
  },
  'C5.notShared': {
    problem: '草案尚未提供给员工。',
    remedy: '请与员工面谈并提供草案；如需推迟，由 HR 说明理由。',
  },
  'C5.waiting': {
    problem: '员工在{until}（含当日）前仍可答复草案。',
    remedy: '请等待员工答复，或等该日期过后再提交。',
  },
  'C5.unreplied': {
    problem: '员工提出的一项意见尚未得到回复：{item}。',
    remedy: '请采纳，或以书面说明不采纳的理由。',
  },
  'C5.talkDate': {
    problem: '面谈日期晚于今天。',
    remedy: '请填写实际面谈的日期。',
  },
  'C5.reason': {
    problem: '推迟提供草案，但没有说明理由。',
    remedy: '请说明理由，该理由会写入报告。',
  },
  'C5.shared': {
    problem: '草案已提供给员工，不能再推迟。',
    remedy: '请按员工的答复继续办理。',
  },
  'C5.answered': {
    problem: '草案目前不在等待答复的状态。',
    remedy: '如需重新征求意见，请再次提供草案。',
  },
  'C5.proposal': {
    problem: '选择了提出不同方案，但没有写明内容。',
    remedy: '请写明您的方案，或改选其他答复。',
  },
  'C5.duplicateId': {
    problem: '有两项支持需求的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'C5.noAnswer': {
    problem: '员工尚未答复，暂无可回复的内容。',
    remedy: '请在员工答复草案后再回复。',
  },
  'C5.unknownItem': {
    problem: '这条回复所针对的内容，员工并未提出。',
    remedy: '请针对员工答复中的各项意见回复。',
  },
  'D1.tooFew': {
    problem: '计划中有 {count} 项改进目标，至少需要 {min} 项。',
    remedy: '请为最重要的差距补充一项目标。',
  },
  'D1.tooMany': {
    problem: '计划中有 {count} 项改进目标，最多可设 {max} 项。',
    remedy: '请保留当前最关键的几项。',
  },
  'D1.duplicateId': {
    problem: '有两项目标的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'D2.goalWithoutGap': {
    problem: '这项目标没有对应计划中的绩效差距。',
    remedy: '请写明它用于改进哪一项差距。',
  },
  'D2.gapWithoutGoal': {
    problem: '没有目标对应这项绩效差距。',
    remedy: '请补充相应目标，或说明暂缓处理的理由。',
  },
  'D3.incomplete': {
    problem: '这项目标的衡量方式没有写完整。',
    remedy:
      '请写明指标名称、单位、统计时段、数据来源、由谁测量、多久测量一次，以及基线值及其统计期；如为里程碑，请写明完成标准和验收人。',
  },
  'D3.baselineLate': {
    problem: '基线值的测量时间过晚。',
    remedy: '请安排在{limit}（含当日）前测量。',
  },
  'D3.baselineKnown': {
    problem: '这项目标已有基线值，或不需要基线值。',
    remedy: '请改为记录度量结果。',
  },
  'D4.direction': {
    problem: '目标值与所选方向不一致：{direction}。',
    remedy: '请更正目标值、基线值或方向。',
  },
  'D4.alreadyMet': {
    problem: '基线值已经达到这一目标值。',
    remedy: '请设定尚待达成的目标值，或去掉这项目标。',
  },
  'D4.rate': {
    problem: '比率应在 0% 至 100% 之间。',
    remedy: '请按百分数填写，或改用其他类型的指标。',
  },
  'D4.number': {
    problem: '这里需要填写有效的数字。',
    remedy: '请填写数字，允许偏差不能为负数。',
  },
  'D5.due': {
    problem: '目标的完成日期不在计划期限内。',
    remedy: '请选择{from}之后、不晚于{to}的日期。',
  },
  'D6.sample': {
    problem: '没有写明评定这项目标至少需要多少数据。',
    remedy: '请填写最低样本数，应为不小于 1 的整数。',
  },
  'D7.aboveStandard': {
    problem: '目标值（{target}）高于岗位的通常标准（{standard}）。',
    remedy: '请将目标值设为岗位标准，或说明需要更高的理由。',
  },
  'D8.absolute': {
    problem: '目标值为 {target}，但没有写明统计时段或允许偏差。',
    remedy: '请写明在多长时间内统计，或增加允许偏差。',
  },
  'D9.negativeOnly': {
    problem: '这项目标只写了不应出现什么。',
    remedy: '应当做到什么？如何衡量？请据此改写。',
  },
  'D11.sameMetric': {
    problem: '这项目标与目标 {goal} 使用同一指标和同一数据来源。',
    remedy: '请合并两项目标，或改用其他指标。',
  },
  'D12.noSign': {
    problem: '没有说明这项目标可以达成的依据。',
    remedy: '请补充同岗位人员、以往或岗位标准的水平，或说明没有此类数据的理由。',
  },
  'E1.missing': {
    problem: '这项目标没有行动步骤。',
    remedy: '请至少补充一步：做什么、怎么做、何时完成。',
  },
  'E1.incomplete': {
    problem: '这项行动步骤没有写明做什么或怎么做。',
    remedy: '请将两项各用一句话补全。',
  },
  'E1.unknownGoal': {
    problem: '这项行动步骤对应的目标不在计划中。',
    remedy: '请选择计划中的一项目标。',
  },
  'E1.duplicateId': {
    problem: '有两项行动步骤的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'E2.due': {
    problem: '这项行动步骤的完成日期早于计划开始日，或晚于所属目标的完成日。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'E3.tooMany': {
    problem: '计划中有 {count} 项行动步骤，超过 {max} 项不易跟进。',
    remedy: '请保留最重要的步骤，或说明全部需要的理由。',
  },
  'E4.allLate': {
    problem: '所有行动步骤都在{from}之后，即计划的最后四分之一阶段才完成。',
    remedy: '请将部分步骤提前，留出调整时间，或说明理由。',
  },
  'E5.unknownSupport': {
    problem: '这项行动步骤所依赖的支持不在计划中。',
    remedy: '请选择计划中的一项支持。',
  },
  'E6.incomplete': {
    problem: '还有行动步骤或支持没有评价，或评价缺少事实。',
    remedy: '请逐项写明是否完成、完成得怎么样（附事实）、是否有效。',
  },
  'E6.state': {
    problem: '此处目前无需评价：检查点尚未进行，或您已评价。',
    remedy: '请在检查点进行后评价一次，之后的变化请写入定期沟通。',
  },
  'F1.none': {
    problem: '计划中没有任何支持承诺。',
    remedy: '请至少写明一项由组织提供的支持，如培训或导师带教。',
  },
  'F1.duplicateId': {
    problem: '有两项支持承诺的编号相同。',
    remedy: '请为每项使用不同的编号。',
  },
  'F3.provider': {
    problem: '这项支持没有写明提供人，或将员工本人列为提供人。',
    remedy: '请写明由谁提供。',
  },
  'F3.incomplete': {
    problem: '没有写明这项支持的内容。',
    remedy: '请用一句话写明将提供什么。',
  },
  'F3.late': {
    problem: '这项支持晚于依赖它的目标。',
    remedy: '请安排在{limit}（含当日）前提供，或调整目标的完成日期。',
  },
  'F3.noGoal': {
    problem: '这项支持没有对应计划中的目标。',
    remedy: '请写明哪些目标需要这项支持。',
  },
  'F3.secondHalf': {
    problem: '这项支持安排在计划的后半段。',
    remedy: '请提前至{half}或更早，或说明无法提前的理由。',
  },
  'F5.date': {
    problem: '所填日期不符合要求。',
    remedy: '请选择[{from}或之后的日期][{to}或之前的日期]。',
  },
  'F5.state': {
    problem: '这项支持目前的状态不能执行此操作：{state}。',
    remedy: '请查看这项支持的当前状态，选择相应的操作。',
  },
  'F6.state': {
    problem: '这项支持目前的状态不能免除：{state}。',
    remedy: '只有尚未履行的支持才能免除。',
  },
  'F9.incomplete': {
    problem: '这项培训没有写全主题、所针对的差距、培训人和课时。',
    remedy: '请将四项补全。',
  },
  'F9.notTraining': {
    problem: '绩效辅导、自学、面谈或例会不属于培训。',
    remedy: '请改选其他支持类型，或写明培训本身的内容。',
  },
  'F9.delivery': {
    problem: '这项培训的记录缺少课时、签到或教材。',
    remedy: '请补充课时、签到情况和所用教材。',
  },
  'G1.order': {
    problem: '计划的结束日期不晚于开始日期。',
    remedy: '请将结束日期改为开始日期之后。',
  },
  'G1.duration': {
    problem: '计划期限为 {days} 天，超出允许范围。',
    remedy: '请将期限设为 {min} 至 {max} 天。',
  },
  'G1.unusual': {
    problem: '计划期限为 {days} 天，不在常用范围内。',
    remedy: '请将期限设为 {min} 至 {max} 天，或说明采用其他期限的理由。',
  },
  'G2.tooFew': {
    problem: '计划中有 {count} 个中期检查点，至少需要 {min} 个。',
    remedy: '请在开始日期与结束日期之间增加检查点。',
  },
  'G2.outside': {
    problem: '这个检查点不在开始日期与结束日期之间。',
    remedy: '请选择开始日期之后、结束日期之前的日期。',
  },
  'G2.duplicate': {
    problem: '有两个检查点安排在同一天。',
    remedy: '请调整其中一个的日期。',
  },
  'G2.duplicateId': {
    problem: '有两个检查点的编号相同。',
    remedy: '请为每个检查点使用不同的编号。',
  },
  'G2.notWorking': {
    problem: '这个检查点安排在非工作日。',
    remedy: '请选择员工所在地的工作日。',
  },
  'G3.retroactive': {
    problem: '计划的开始日期早于向员工说明计划的日期（{presentedOn}）。',
    remedy: '请退回草案，将开始日期改为该日或之后。',
  },
  'G3.farAway': {
    problem: '计划在说明之后超过 {days} 个工作日才开始。',
    remedy: '请在临近开始时再作说明，或说明推后开始的理由。',
  },
  'G4.first': {
    problem: '第一个检查点安排得较晚。',
    remedy: '请安排在开始后 {days} 天之内，或说明理由。',
  },
  'G4.gap': {
    problem: '两次进展回顾之间相隔 {days} 天，一般不超过 {max} 天。',
    remedy: '请在中间增加检查点，或说明不需要增加的理由。',
  },
  'G4.last': {
    problem: '最后一个检查点距计划结束过近。',
    remedy: '请安排在结束前至少 {min} 个工作日，或说明理由。',
  },
  'G5.window': {
    problem: '期末评估的日期不在规定时段内。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'G6.cadence': {
    problem: '每月一次的定期沟通间隔过长。',
    remedy: '请选择每周或每两周一次。',
  },
  'G7.tooFar': {
    problem: '改期后的日期过晚。',
    remedy: '请选择不超过原定日期后 {max} 个工作日的日期。',
  },
  'G7.notLater': {
    problem: '改期只能改到{due}之后。',
    remedy: '请选择之后的日期；如已提前进行，请按实际日期记录。',
  },
  'G7.afterNext': {
    problem: '改期后的日期与下一次面谈或计划结束日相同，或晚于该日。',
    remedy: '请选择{next}之前的日期。',
  },
  'G7.notWorking': {
    problem: '{date}在员工所在地不是工作日。',
    remedy: '请选择工作日。',
  },
  'G7.state': {
    problem: '此次面谈目前的状态不能改期：{state}。',
    remedy: '只有待进行的面谈才能改期。',
  },
  'H1.hash': {
    problem: '此操作针对的不是计划的当前版本。',
    remedy: '请打开并阅读当前版本，再执行此操作。',
  },
  'H2.incomplete': {
    problem: '面谈记录不完整。',
    remedy: '请写明面谈地点和参加人。',
  },
  'H2.time': {
    problem: '面谈时间不符合要求。',
    remedy: '面谈时间应在计划批准之后，且不晚于现在。',
  },
  'H3.notServed': {
    problem: '尚未向员工送达完整文本。',
    remedy: '请填写送达时间，应在计划批准之后，且不晚于现在。',
  },
  'H4.statement': {
    problem: '选择“不同意”时，需要同时记录员工本人的意见。',
    remedy: '请填写意见，或明确选择不作补充。',
  },
  'H4.scan': {
    problem: '签字扫描件不在本计划的附件中。',
    remedy: '请先以 PDF、JPEG 或 PNG 格式上传扫描件，再登记纸质签字。',
  },
  'H4.signedOn': {
    problem: '签字日期不符合要求。',
    remedy: '请填写 {from} 至 {to} 之间的日期。',
  },
  'H4.order': {
    problem: '此计划的签收情况已有记录。',
    remedy: '已有记录不会被替换；员工可随时补充书面陈述。',
  },
  'H5.tooEarly': {
    problem: '员工在{until}（含当日）前仍可答复。',
    remedy: '请等该日期过后再登记。',
  },
  'H5.reminders': {
    problem: '须发出 {needed} 次提醒后才能登记为逾期未回复，目前已发出 {delivered} 次。',
    remedy: '请等待提醒发出，或以其他方式联系员工并作记录。',
  },
  'H5.channels': {
    problem: '已通过 {channels} 种方式联系员工，至少需要 {needed} 种。',
    remedy: '请再以其他方式联系（如邮政 EMS），并逐次记录凭证。',
  },
  'H3.proof': {
    problem: '文本以邮寄方式送达，但没有可以证明送达的单号。',
    remedy: '请填写邮政 EMS 单号。',
  },
  'H7.tooSoon': {
    problem: '文本送达尚不足 {hours} 小时。',
    remedy: '请在充分阅读后再签收，或说明希望现在签收。',
  },
  'H10.unanswered': {
    problem: '员工表示不同意，HR 尚未作出书面答复。',
    remedy: '请作出书面答复，答复会写入报告。',
  },
  'H10.nothing': {
    problem: '目前没有待答复的不同意见。',
    remedy: '只有尚未答复的不同意见才需要答复。',
  },
  'I1.noFact': {
    problem: '记录中没有写明事实。',
    remedy: '请至少写下一项做了什么、看到什么或测得什么。',
  },
  'I1.noFeedback': {
    problem: '记录中没有反馈。',
    remedy: '请至少写下一条：哪里做得好，或哪里需要调整、如何调整。',
  },
  'I1.noAttendees': {
    problem: '没有写明参加人。',
    remedy: '请填写参加人。',
  },
  'I1.future': {
    problem: '所填日期不符合要求。',
    remedy: '请选择{from}至{to}之间的日期。',
  },
  'I1.goalMissing': {
    problem: '记录中没有提到目标 {goal}。',
    remedy: '请写明其进展；没有变化的，填“无变化”即可。',
  },
  'I1.obstaclesMissing': {
    problem: '没有记录是否存在困难。',
    remedy: '请逐项写明，或记录为没有。',
  },
  'I1.supportMissing': {
    problem: '没有记录是否需要支持。',
    remedy: '请逐项写明，或记录为不需要。',
  },
  'I1.nextStepsMissing': {
    problem: '没有记录下一步安排。',
    remedy: '请写明下一步，或记录为不变。',
  },
  'I1.state': {
    problem: '此次面谈已有结果：{state}。',
    remedy: '如需对已有记录作补充，请填写更正说明。',
  },
  'I2.locked': {
    problem: '对此记录的回复已于{until}截止。',
    remedy: '您可以改为提交书面陈述，陈述会留存并写入报告。',
  },
  'I2.notHeld': {
    problem: '此次定期沟通尚无记录。',
    remedy: '请在记录填写之后再回复或更正。',
  },
  'I3.noPositive': {
    problem: '加上本次，已连续 {count} 次定期沟通没有肯定性反馈。',
    remedy: '请写下做得好的地方，或说明没有的理由。',
  },
  'I4.noCorrective': {
    problem: '目标 {goal} 已偏离，但记录中没有纠偏意见。',
    remedy: '请写明需要调整什么、如何调整，以及您将提供的帮助。',
  },
  'I5.future': {
    problem: '事件日期晚于今天。',
    remedy: '请填写实际发生的日期，不晚于{to}。',
  },
  'I6.future': {
    problem: '度量日期晚于今天。',
    remedy: '请填写实际测量的日期，不晚于{to}。',
  },
  'I6.beforeStart': {
    problem: '度量日期早于计划开始日。',
    remedy: '请填写{from}或之后的度量结果。',
  },
  'I6.number': {
    problem: '所填数值与指标类型不符：{kind}。',
    remedy: '请检查数值：数量为整数，比率在 0 至 100 之间，里程碑为 1（完成）或 0。',
  },
  'I6.unknown': {
    problem: '要替换的度量记录不存在，或已被替换。',
    remedy: '请选择这项目标中仍然有效的度量记录。',
  },
  'I7.surprise': {
    problem: '员工此前从未被告知目标 {goal} 存在风险。',
    remedy: '请说明此前未告知的理由，或延长计划，留出改进时间。',
  },
  'I8.duplicateId': {
    problem: '已有相同编号的困难。',
    remedy: '请使用其他编号。',
  },
  'I8.owner': {
    problem: '困难的负责人只能是直接上级或负责此计划的 HR。',
    remedy: '请指定其中一人，由其协调他人协助。',
  },
  'I8.answered': {
    problem: '这项困难已有答复。',
    remedy: '如有新的困难，请另行提出。',
  },
  'K1.nextStep': {
    problem: '后续安排与结果不相符：结果为{outcome}，后续安排为{nextStep}。',
    remedy: '请选择该结果允许的后续安排。',
  },
  'K1.contradiction': {
    problem: '结果与目标的达成情况不一致：结果为{outcome}，而 {goals} 项目标中有 {met} 项已达成。',
    remedy: '请选择与目标达成情况一致的结果。',
  },
  'K2.goals': {
    problem: '目标 {goal} 尚未达成，目前状态：{status}。',
    remedy: '请选择其他结果，或由 HR 说明理由后认定为基本达成。',
  },
  'K2.early': {
    problem: '提前结束需要目标 {goal} 连续 {min} 次度量结果达标。',
    remedy: '请补充度量记录，或等到计划期满。',
  },
  'K3.early': {
    problem: '计划于{end}期满，期满之前不作结论。',
    remedy: '请给予员工完整的改进时间。',
  },
  'K4.undelivered': {
    problem: '已承诺的支持尚未提供：{kind}（应于{due}前提供）。',
    remedy: '请提供该支持并相应延长计划，或由 HR 说明理由后免除。',
  },
  'K4.unconfirmed': {
    problem: '员工在{until}（含当日）前仍可确认这项支持或提出异议：{kind}。',
    remedy: '请等待员工答复，或等该日期过后再办理。',
  },
  'K4.disputed': {
    problem: '员工对这项支持是否提供有异议：{kind}。',
    remedy: '请由 HR 听取双方意见后作出认定。',
  },
  'K4.waived': {
    problem: '被免除的支持所对应的原因不再有任何支持应对：{kind}。',
    remedy: '该支持视为未提供，请选择不以其为前提的结果。',
  },
  'K5.insufficient': {
    problem: '目标 {goal} 目前有 {sample} 个样本，至少需要 {min} 个。',
    remedy: '请补充度量记录，或延长计划直至数据充足。',
  },
  'K6.ratio': {
    problem: '应进行 {due} 次定期沟通，实际进行 {held} 次，未达到 {percent}% 的要求。',
    remedy: '已进行的请补上记录；未进行的，请延长计划后补足。',
  },
  'K7.notHeld': {
    problem: '{due}的检查点尚未进行，也未登记取消。',
    remedy: '请进行并记录，或登记取消并说明理由。',
  },
  'K7.missed': {
    problem: '{due}的检查点未进行。',
    remedy: '请向员工提出延长计划，并安排新的检查点。',
  },
  'K8.meeting': {
    problem: '期末面谈尚未进行，有凭证的邀请目前为 {invitations} 次。',
    remedy: '请进行面谈，或提供两次不同日期的邀请凭证。',
  },
  'K8.response': {
    problem: '员工在{until}（含当日）前仍可对期末评估发表意见。',
    remedy: '请记录员工的意见，或等该日期过后再办理。',
  },
  'K8.sameDay': {
    problem: '{date}的邀请已有记录。',
    remedy: '第二次邀请须在另一日期发出才计算在内。',
  },
  'K9.reason': {
    problem: '目标 {goal} 没有写明结果的理由。',
    remedy: '请用一句话写明该结果的依据。',
  },
  'K9.measurement': {
    problem: '目标 {goal} 的理由没有引用有效的度量记录。',
    remedy: '请引用这项目标中未被替换的度量记录。',
  },
  'K9.noProposal': {
    problem: '目前没有待审核的结果建议。',
    remedy: '请先由直接上级提出结果建议。',
  },
  'K11.checklist': {
    problem: '转入合规审查所需的核对清单尚未填写。',
    remedy: '请按所在法域的清单逐项填写；系统不对个人作任何决定。',
  },
  'O1.order': {
    problem: '查阅权限的期限有误：开始日早于今天，或结束日早于开始日。',
    remedy: '请从今天或之后开始，并在开始日当天或之后结束。',
  },
  'O1.tooLong': {
    problem: '查阅期限为 {days} 天，最长为 {max} 天。',
    remedy: '请提前结束日；到期后可再次授权。',
  },
  'O1.purpose': {
    problem: '没有写明用途或理由。',
    remedy: '请用一句话说明，员工本人也会看到。',
  },
  'O1.person': {
    problem: '不能向此人授予这项权限。',
    remedy:
      '请指定既非员工本人、也非其直接上级的在职成员；如为申诉裁定，还应未曾审批此计划或其结果。',
  },
  'O1.tooMany': {
    problem: '已授权的人数达到上限 {max} 人。',
    remedy: '请先收回不再需要的权限。',
  },
  'O6.referral': {
    problem: '转入离职评估之前，HR 还需核对清单中的一个事项。',
    remedy: '请联系负责此计划的 HR 处理，或选择其他后续安排。',
  },
  'O6.waits': {
    problem: '批准之前，HR 还需确认一项支持安排。',
    remedy: '请联系负责此计划的 HR 处理后再批准。',
  },
  'Q1.range': {
    problem: '制度参数超出允许范围。',
    remedy: '请选择 {min} 至 {max} 之间的数值。',
  },
  'Q1.order': {
    problem: '两项制度参数相互矛盾。',
    remedy: '请使前一项不大于后一项。',
  },
  'Q1.unknownRule': {
    problem: '制度参数中引用的规则或工作地点不存在。',
    remedy: '请选择已有的规则或工作地点。',
  },
  'Q2.keepOld': {
    problem: '有 {plans} 份进行中的计划将继续适用提交时的制度参数。',
    remedy: '请确认知悉，并说明现在修改的理由。',
  },
  'Q3.provisional': {
    problem: '部分日期晚于日历已公布的范围（{known}）。',
    remedy: '请补充日历，或接受这些日期可能调整。',
  },
  'Q3.noSite': {
    problem: '公司尚未设置工作地点。',
    remedy: '请至少设置一个工作地点，用于确定时区和工作日。',
  },
  'Q3.siteTwice': {
    problem: '有两个工作地点的编号相同。',
    remedy: '请为每个工作地点使用不同的编号。',
  },
  'Q3.noWorkingDay': {
    problem: '该日历中每周没有工作日。',
    remedy: '请在一周中至少保留一天不设为周末。',
  },
  'Q3.twice': {
    problem: '该日历中有一天重复列出[：{date}]。',
    remedy: '请只保留一处。',
  },
  'Q3.both': {
    problem: '该日历中有一天同时列为休息日和工作日[：{date}]。',
    remedy: '请只保留其中一项。',
  },
  'Q3.closedTooLong': {
    problem: '该日历[自{date}起]一年以上没有工作日。',
    remedy: '请核对这段时间的休息日。',
  },
  'Q3.ended': {
    problem: '该工作地点的工作日历只维护到{known}。',
    remedy: '请更新日历：休息日、调休上班日以及已知的截止日期。',
  },
  'Q4.noHr': {
    problem: '目前没有人具有 HR 角色；没有负责的 HR，就无法起草计划。',
    remedy: '请至少为一名成员设置 HR 角色。',
  },
  'Q4.fewHr': {
    problem: '目前只有一人具有 HR 角色，而任何人都不能审批自己起草的计划。',
    remedy: '请为第二名成员设置 HR 角色，或邀请一名可以审批的外部人员。',
  },
  'Q4.noHead': {
    problem: '尚未指定 HR 负责人；长期逾期的事项只能提醒到计划的 HR 为止。',
    remedy: '请在公司设置中指定 HR 负责人。',
  },
  'Q4.headNotHr': {
    problem: '所指定的 HR 负责人不是本公司的在职 HR 人员。',
    remedy: '请指定一位具有 HR 或 HR 负责人角色的在职人员，也可暂不指定。',
  },
  'Q5.lastAdmin': {
    problem: '这是公司最后一名管理员。',
    remedy: '请先将另一名成员设为管理员。',
  },
  'Q5.lastHr': {
    problem: '这是最后一名 HR，仍负责 {count} 份未结束的计划；本计划的状态：{status}。',
    remedy: '请先为其他成员设置 HR 角色，或先结束这些计划。',
  },
  'Q6.notAsked': {
    problem: '尚未有人申请注销公司。',
    remedy: '请先由管理员提出申请，再由另一人确认。',
  },
  'Q6.already': {
    problem: '公司注销已经确认。',
    remedy: '在生效日之前可以撤回。',
  },
  'Q6.samePerson': {
    problem: '申请人本人不能确认注销。',
    remedy: '请由另一名管理员或 HR 负责人确认。',
  },
  'Q6.openPlan': {
    problem: '还有 {count} 份计划未结束，注销将使其中断；本计划的状态：{status}。',
    remedy: '请先完成或取消该计划，或在确认时逐一列明。',
  },
  'Q4.noHrOwner': {
    problem: '此计划没有负责的 HR。',
    remedy: '请指定一名在职且具有 HR 角色的成员负责此计划。',
  },
  'K11.unanswered': {
    problem: '所在法域的核对清单中有一项尚未回答。',
    remedy: '请用一句话回答，并注明文件出处。',
  },
  'K11.factDate': {
    problem: '所填日期晚于今天。',
    remedy: '请填写实际发生的日期，不晚于{to}。',
  },
  'CN1.noTraining': {
    problem: '首次认定之后，没有单独的培训或岗位调整记录。',
    remedy: '请登记培训主题、培训人、课时、签到和教材；计划本身不算培训。',
  },
  'CN2.resignation': {
    problem: '计划中预先约定了未达标即视为离职。',
    remedy: '请删除该条款；即使员工已签字，也难以获得法院支持。',
  },
  'CN3.standard': {
    problem: '没有采用与首次相同标准的第二次考核。',
    remedy: '请在培训之后按首次的标准再次考核并登记。',
  },
  'CN4.unanswered': {
    problem: '尚未记录是否属于第四十二条所列情形。',
    remedy: '请由 HR 保密核对，并登记“是”或“否”。',
  },
  'CN4.protected': {
    problem: '存在第四十二条所列情形，不能选择这一安排。',
    remedy: '请选择其他后续安排，并咨询法律顾问。',
  },
  'CN5.union': {
    problem: '尚未登记已通知工会，或没有工会。',
    remedy: '请登记，或说明尚未办理的理由。',
  },
  'CN5.notice': {
    problem: '尚未登记提前三十日通知或支付代通知金。',
    remedy: '请登记，或说明尚未办理的理由。',
  },
  'CN5.compensation': {
    problem: '尚未登记经济补偿。',
    remedy: '请登记，或说明尚未办理的理由。',
  },
  'CN6.unproven': {
    problem: '没有证据表明该规章制度经过民主程序并已公示。',
    remedy: '请登记民主程序和公示情况，或说明缺少的理由。',
  },
  'UK1.consequences': {
    problem: '计划没有写明未达成目标时可能的后果。',
    remedy: '请用平实的文字写明可能的后果。',
  },
  'UK2.invitation': {
    problem: '没有在{by}或更早发出、并写明有权由他人陪同的邀请。',
    remedy: '请提前两个工作日书面邀请，写明该权利并登记。',
  },
  'DE1.worksCouncil': {
    problem: '尚未登记是否有职工委员会协议。',
    remedy: '请登记协议出处，或登记为没有。',
  },
  'DE2.representation': {
    problem: '尚未登记重度残疾员工代表是否参与。',
    remedy: '请登记，或说明尚未办理的理由。',
  },
  'A2.sustaining': {
    problem: '该员工上一份计划的成果仍在巩固期内。',
    remedy: '请先在巩固期内跟进，或说明需要另立计划的理由。',
  },
  'A4.unknown': {
    problem: '所选的申诉处理人不是公司的在职成员。',
    remedy: '请选择在职成员；外部人员请先邀请其参与此次处理。',
  },
  'A4.involved': {
    problem: '员工本人、直接上级、批准计划的人和批准结果的人不能处理此申诉。',
    remedy: '请指定未参与此前决定的人。',
  },
  'A4.inLine': {
    problem: '所选的申诉处理人与直接上级在同一汇报线上。',
    remedy: '请改选其他人，或说明由其处理的理由。',
  },
  'K1.appealOnly': {
    problem: '“申诉成立”只能由申诉的处理决定产生。',
    remedy: '请选择其他取消原因，或通过申诉程序办理。',
  },
  'K10.date': {
    problem: '送达日期不在允许的范围内。',
    remedy: '请填写{from}至{to}之间的实际送达日期。',
  },
  'K11.appealOpen': {
    problem: '申诉正在处理，后续安排暂停办理。',
    remedy: '请等待申诉的处理决定。',
  },
  'K11.noNextStep': {
    problem: '已取消的计划没有后续安排。',
    remedy: '此项无需登记。',
  },
  'L1.already': {
    problem: '对这一结果已提出过申诉。',
    remedy: '请查看处理情况；如有补充，可以提交书面陈述。',
  },
  'L1.tooLate': {
    problem: '申诉期限已于{until}届满。',
    remedy: '您仍可以提交书面陈述，陈述会留存并写入报告。',
  },
  'L1.noGround': {
    problem: '申诉没有写明理由。',
    remedy: '请至少选择一项理由，并用自己的话加以说明。',
  },
  'L2.noDecider': {
    problem: '尚未指定申诉处理人。',
    remedy: '请由 HR 先指定未参与此前决定的人。',
  },
  'L2.other': {
    problem: '此申诉由另一位处理人负责。',
    remedy: '请由被指定的处理人办理，或由 HR 另行指定。',
  },
  'L2.notHeard': {
    problem: '申诉尚未听证。',
    remedy: '请先听取各方意见，并记录各方的陈述。',
  },
  'L4.noReasons': {
    problem: '处理决定没有写明理由。',
    remedy: '请写明理由，理由会写入报告。',
  },
  'L4.neverRan': {
    problem: '此计划没有执行过，不能恢复执行。',
    remedy: '申诉成立时，请选择取消计划。',
  },
  'L4.notMilder': {
    problem: '部分成立的申诉应使结果或后续安排变轻，且任何一项都不加重。',
    remedy: '请选择较轻的结果或后续安排，或维持原结果。',
  },
  'L4.nothingToAmend': {
    problem: '已取消的计划没有可以改轻的结果。',
    remedy: '请选择申诉成立或申诉不成立。',
  },
  'L5.date': {
    problem: '听证日期不在允许的范围内。',
    remedy: '请填写{from}至{to}之间的实际日期。',
  },
  'L5.incomplete': {
    problem: '听证记录不完整。',
    remedy: '请写明参加人，以及每位陈述人的姓名和陈述内容。',
  },
  'M1.date': {
    problem: '沟通日期不在巩固期内，或晚于今天。',
    remedy: '请填写{from}至{to}之间的实际日期。',
  },
  'M1.incomplete': {
    problem: '巩固期沟通的记录不完整。',
    remedy: '请写下一项事实和一条反馈。',
  },
  'M2.outside': {
    problem: '日期不在巩固期内，或晚于今天。',
    remedy: '请填写{from}至{to}之间的日期；巩固期之后再次出现的差距需要新的计划。',
  },
  'M2.noFact': {
    problem: '没有写明再次出现的事实。',
    remedy: '请写明何时、发生了什么。',
  },
  'M2.secondPlan': {
    problem: '同一差距在巩固期内再次出现。',
    remedy: '请考虑制定第二期计划，或说明情况后由 HR 决定后续安排。',
  },
  'M2.nothingOpen': {
    problem: '目前没有待答复的再次出现的差距。',
    remedy: '请先记录再次出现的事实。',
  },
  'M2.nextStep': {
    problem: '目标达成之后，不能采用这一后续安排：{nextStep}。',
    remedy: '请选择进入巩固期、继续培训或制定第二期计划。',
  },
  'N3.tooEarly': {
    problem: '此记录的保存期尚未届满。',
    remedy: '请在{from}或之后办理。',
  },
  'N4.held': {
    problem: '此记录已处于保留状态。',
    remedy: '如需变更理由，请先解除，再重新登记。',
  },
  'N4.notHeld': {
    problem: '此记录没有处于保留状态。',
    remedy: '此项无需办理。',
  },
  'N4.hold': {
    problem: '此记录处于保留状态，不能删除。',
    remedy: '请由 HR 负责人确认不再需要后解除保留。',
  },
  'N5.requested': {
    problem: '已有人申请删除此记录。',
    remedy: '请由另一人确认，或先撤回申请。',
  },
  'N5.noRequest': {
    problem: '目前没有删除申请。',
    remedy: '请先由一人提出申请，再由另一人确认。',
  },
  'N5.samePerson': {
    problem: '申请人不能确认自己的删除申请。',
    remedy: '请由另一位 HR 人员确认。',
  },
  'A6.sameManager': {
    problem: '此人已是该计划的经理。',
    remedy: '请指定其他人，或保持不变。',
  },
  'A6.noCheckIn': {
    problem: '经理为新接任，尚未与员工进行过定期沟通。',
    remedy:
      '请由新任经理至少进行一次定期沟通，必要时先延期；确需例外的，由 HR 负责人书面说明理由，理由将载入报告。',
  },
  'A6.late': {
    problem: '计划将于{end}结束，在最后{days}天内更换经理。',
    remedy: '建议相应延期，使新任经理有时间了解情况；不延期的，请说明理由。',
  },
  'D10.harder': {
    problem: '此项变更提高了目标要求，须经员工同意方可生效。',
    remedy: '请说明必要性，或维持原目标。',
  },
  'F8.extension': {
    problem: '承诺的支持（{kind}）迟到{late}个工作日，计划仅延期{extended}个工作日。',
    remedy:
      '请将计划至少延长相同的工作日数；确需例外的，由 HR 负责人书面说明理由，理由将载入报告。',
  },
  'J1.open': {
    problem: '该计划另有一项变更（{kind}）尚未办结。',
    remedy: '请先办结或撤回该项变更。',
  },
  'J1.state': {
    problem: '该项变更处于其他步骤：{step}。',
    remedy: '请核对其所处步骤，办理下一步。',
  },
  'J1.nothing': {
    problem: '该项变更没有改动任何内容。',
    remedy: '请修改需要变更的内容，或不提出变更。',
  },
  'J1.kind': {
    problem: '此类变更（{kind}）不能作这一改动。',
    remedy: '请选择相应类别：内容变更、日程变更；推迟结束日期的，选择延期。',
  },
  'J1.start': {
    problem: '计划已于{start}开始，开始日期不能再改。',
    remedy: '请保留原开始日期。',
  },
  'J1.done': {
    problem: '此项已经进行、提供或完成，不能更改或删除。',
    remedy: '请保留原内容，另行增加后续安排。',
  },
  'J1.measured': {
    problem: '第{goal}个目标已有度量记录，更换指标会使记录失去意义。',
    remedy: '请以新的编号增加一个目标，必要时删除原目标。',
  },
  'J1.past': {
    problem: '该日期不晚于今天（{today}）。',
    remedy: '请选择今后的日期，以便各方能够遵守。',
  },
  'J1.window': {
    problem: '签收期限至{until}。',
    remedy: '请最早于当日登记。',
  },
  'J2.open': {
    problem: '有一项延期尚未决定。',
    remedy: '请先就延期作出决定或予以撤回，再办理结束。',
  },
  'J2.noRoom': {
    problem: '该计划已没有可以延长的时间。',
    remedy: '请按结果结束计划；无法得出结论的，以“无法得出结论”取消。',
  },
  'J3.reason': {
    problem: '延期未注明事由。',
    remedy: '请选择事由：已有明显进展、公司方面的原因、员工休假、更换经理，或数据不足。',
  },
  'J3.max': {
    problem: '因进展而延期最多{max}次，现已用完。',
    remedy: '请按结果结束计划，或以“无法得出结论”取消；其他事由的延期不计入次数。',
  },
  'J4.tooLong': {
    problem: '延期过长，结束日期最晚为{limit}。',
    remedy: '请选择不晚于该日的结束日期。',
  },
  'J5.checkpoint': {
    problem: '延期未增设检查点。',
    remedy: '请在延长的时间内至少增设一个检查点。',
  },
  'J5.harder': {
    problem: '延期时不得提高目标要求，也不得增加目标。',
    remedy: '请维持原目标，或降低要求。',
  },
  'J8.long': {
    problem: '计划已暂停{days}天，超过{max}天。',
    remedy: '建议取消后重新开始；如仍要恢复，请说明理由。',
  },
  'J9.leave': {
    problem: '计划期间，员工自{from}至{to}缺勤{days}个工作日。',
    remedy: '建议在此期间暂停计划，使这些天不计入期限。',
  },
  'K7.offerFirst': {
    problem: '检查点未进行的，须先提出延期，方可例外处理。',
    remedy: '请先提出含新检查点的延期。',
  },
};
