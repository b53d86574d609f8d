"""Words that are names or places, gathered by hand: common ones, in small letters and without accents.

They are facts of the language and of the map, and can never be whole. What is in no list is found only beside a verb
of speaking (`people.py`), and the page says so.
"""


def words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


# Given names that are no other word.
FIRST_NAMES = words(
    "aaron abbie abby abdul abdullah abena abigail abraham adaeze adam adebayo adele adrian agnieszka ahmed aidan",
    "aileen aimee aisha aisling akua alan alana alastair alejandro aleksandra alex alexander alexandra alexandru",
    "alexis alfie ali alice alicia alison alistair aliyah alka allison alun amanda amara amelia amina amir amira",
    "amit amrit amy ana anand anastasia andre andrea andreea andrei andrew andy aneesa angela angus aniela anil",
    "anita anjali anna annabel anne annie anthony antoni antonia antonio anu anwar aoife archie ariana arjun",
    "arthur arun asha ashley ashraf asif asma astrid audrey ava ayesha ayo azra babak barbara bartosz beata",
    "beatrice becca becky ben benjamin bernadette bernard beth bethan bethany bilal bogdan brendan brian bridget",
    "bronwen bruce bryony caitlin callum calum cameron camilla candice carl carla carlos carly carmen caroline",
    "carolyn carys catherine cathy catriona cecilia ceri charlie charlotte chiara chidi chinedu chioma chloe",
    "chris christina christine christopher ciara claire clara clare claudia cliona colin colm conor constantin",
    "corinne craig cristina cynthia daisuke damian daniel daniela danielle danny darren dave david dawid debbie",
    "deborah declan deepa deepak deepika deirdre denise dennis derek devi diana diane dilip dimitris dinesh",
    "dominic donna dorothy douglas duncan dylan edith edward eileen eilidh eimear elaine eleanor elena eleni elif",
    "elisabeth elizabeth ella ellen ellie elliot elsa emeka emer emilia emily emma emmanuel enrique eric erica",
    "erin esme esther ethan eva evan evelyn ewa ewan faisal farah farhan fatima fatma femi fergus ffion filip",
    "finlay fiona folake frances francesca francis frankie freddie frederick freya funmi gabriel gabriela gareth",
    "gary gavin gemma geoffrey george georgia georgina georgios geraint gerald gerard giles gillian giovanni gita",
    "giulia gordon graeme graham greg gregory gurpreet gwen gwyneth habib hadiya hafsa hamish hamza hana hannah",
    "haris haroon harpreet harriet harsha hasan hassan hayley hazel helen helena henry hilary himanshu hugh",
    "humaira hussain hussein iain ian ibrahim ifeoma imogen imran ines ingrid ioana ioannis isaac isabel isabella",
    "isabelle isha isla ismail isobel ivan iwan jaclyn jacob jacqueline jake jakub jamal james jamie jan jane",
    "janet janice jasmin jasmine jason jaspreet javier jayne jeanette jeff jeffrey jennifer jenny jeremy jerome",
    "jess jessica jill jim joanna joanne joao joe joel johanna john johnny jonathan jorge jose joseph josephine",
    "josh joshua joyce juan judith julia julian julie juliet justyna kamal kamila karen karim karolina kasia",
    "katarzyna kate katherine kathleen kathryn kathy katie katrina katya kavita kayleigh keiran keith kelechi",
    "kelly kenneth kerry kevin khadija khalid kieran kiran kirsten kirsty kofi krishna kristina krzysztof kunal",
    "kwame kyle lakshmi lara latoya laura lauren lauryn lawrence leah leanne lee leila lena leo leona leonard",
    "lesley leslie lewis liam lidia lilian linda lindsay lisa liz lizzie llinos logan lola lorna lorraine louis",
    "louisa louise luca lucas lucia lucy luis lukasz luke lydia lynn lynne maciej madeleine magda magdalena",
    "maggie mahmoud maja malcolm malgorzata mandeep manish manuel marcus marek margaret maria mariam marianne",
    "marie mario marion marta martha martin martyn maryam mateusz matilda matt matthew maureen maurice meera",
    "megan mehmet mei melanie melissa mercedes meryem mia michael michal michelle miguel mihai mikhail milena",
    "mina mirela miriam mohamed mohammad mohammed mohan moira mollie molly mona monica monika morag morgan",
    "muhammad mumtaz murray mustafa myra nadia nadine naeem nancy naomi nasreen natalia natalie natasha nathan",
    "navdeep neelam neha neil ngozi niall niamh nicholas nicola nicole nigel nikhil nikita nikolaos nina nisha",
    "nishant noah noor nora noreen norman nuala obinna olga oliver olivia olu oluwaseun omar oonagh orla oscar",
    "osman owen padraig pamela panagiotis parminder pascal patricia patrick paul paula pauline pawel pedro peter",
    "petra phil philip philippa phoebe pierre piotr pooja pradeep prakash pranav priti priya priyanka rachael",
    "rachel radhika rafael rahul raj rajesh rajiv rakesh ramesh rania raquel rashid ravi raymond rebecca reena",
    "rekha renata reza rhiannon rhona rhys ricardo richard rita ritu robert roberto robyn rodrigo roger rohan",
    "rohit roisin ronald ronan rory rosa rosalind roseanne rosemary roshni rosie ross rowena roxana roya rupert",
    "russell ruth ryan sabrina sadia safiya saira salma sam samantha samina samir samira samuel sandeep sandra",
    "sanjay sanjeev sara sarah sasha saskia saurabh scarlett scott sean sebastian segun selina seren sergio",
    "shabnam shahid shane shannon sharon shaun shazia sheila shelley shirley shona shreya shruti siamak sian",
    "simon simone sinead siobhan sita sofia sonal sonia sonya sophia sophie stacey stella stephanie stephen steve",
    "steven stuart sunil sunita suresh surinder susan susanna susie suzanne swati sylvia tadeusz tahir tamara",
    "tamsin tania tanya tariq tatiana tayyab temitope teresa tess thandi theo theresa thomas tiffany tim timothy",
    "tina tobias toby tom tomas tomasz tony tracey tracy trevor tunde uche usha usman valentina valerie vanessa",
    "vera verity veronica vicky victoria vijay vikram vincent vinod vivek vivienne wahid waleed walter wanda",
    "wendy wiktor william xavier yasmin yasmine yemi yetunde yuki yusuf yvette yvonne zach zachary zahra zainab",
    "zara zeynep zoe zofia zuzanna",
)
# Given names that are also other words: only a capital within a sentence, or a verb beside it, tells them.
NAMES_AND_WORDS = words(
    "amber angel april art ash august autumn bill blessing bob bobby carol chase cherry chip christian clay",
    "comfort coral crystal daisy dawn dean dev don drew earl ernest faith favour fern finn flora frank gene",
    "ginger glen glory grace grant guy harry heath heather holly honor hope iris ivy jack jade jasper jay jean",
    "joy june kay ken lance lane lily louie marina mark mary max may melody mercy mike miles nick olive pat",
    "patience patsy pearl peg penny pete poppy precious ray reed rich rob robin rod roman rose rowan ruby rusty",
    "sage sally sandy sky stan stew sue summer sunny ted terry tilly trinity val vic violet will wren",
)
# Months and the like: their capital within a sentence is the season's.
CALENDAR_NAMES = words(
    "april art august autumn christian june may roman summer trinity",
)
# Capitals that are nobody's name, so that a verb beside one does not make it so.
ORDINARY_CAPITALS = words(
    "advent africa african all another anybody anyone april asia asian august autumn balint both britain british",
    "christian christmas college consultant covid dad daddy deanery december diwali doctor dr easter eid england",
    "english europe european everybody everyone everything facebook february freedom french friday german god",
    "google government gran grandad grandma hanukkah he hindu human i i'd i'll i'm i've indian ireland irish it",
    "january jesus jewish july june lent lord many march matron may medicine miss monday most mr mrs ms mum mummy",
    "muslim nan netflix nobody nothing november nurse occupational october one others paediatrics parliament",
    "people polish prof professor psychiatry radiology ramadan registrar royal samaritans saturday scotland",
    "scottish september she shout sikh sister skype some somebody someone something spanish spring summer sunday",
    "surgery teams that these they this those three thursday trust tuesday twitter two wales we wednesday welsh",
    "whatsapp who winter you zoom",
)
# Towns, cities and counties whose name is no other word.
TOWNS = words(
    "aberdeen aberystwyth accrington addenbrooke addenbrookes airedale aldershot altrincham antrim ashford",
    "aylesbury ayrshire ballymena banbury bangor barnet barnsley barnstaple barts basildon basingstoke bedford",
    "bedfordshire belfast berkshire berwick bexhill birkenhead birmingham blackburn blackpool bolton bournemouth",
    "bracknell bradford brighton bristol broadmoor bromley bromsgrove buckinghamshire burnley caerphilly",
    "caithness camberwell cambridge cambridgeshire canterbury cardiff carlisle carmarthen chatham chelmsford",
    "cheltenham cheshire chesterfield chichester chippenham colchester coleraine cornwall coventry crawley",
    "croydon cumbria darlington dartford derby derbyshire derriford derry devon doncaster dorchester dorset",
    "dudley dumfries dundee dunfermline durham ealing eastbourne edinburgh enniskillen essex exeter falkirk",
    "farnborough fazakerley fife frimley gateshead gillingham glasgow glenfield gloucester",
    "gloucestershire gosport grantham greenock greenwich grimsby guildford hackney halifax hampshire haringey",
    "harlow harrogate harrow hartlepool hastings haverfordwest heartlands hemel hereford herefordshire hertford",
    "hertfordshire hinchingbrooke hounslow huddersfield hull huntingdon ilford inverness ipswich islington",
    "kettering keynes kidderminster kilmarnock kingsmill kirkcaldy knowsley lanarkshire lancashire lancaster",
    "leeds leicester leicestershire lewisham lichfield lincolnshire livingston llandudno llanelli london",
    "londonderry lothian lowestoft luton macclesfield maidenhead maidstone manchester mansfield margate maudsley",
    "merseyside merthyr middlesbrough middlesex morecambe musgrove newcastle newham newport ninewells norfolk",
    "northallerton northampton northamptonshire northumberland northwick norwich nottingham nottinghamshire",
    "nuneaton oldham orkney ormskirk oxford oxfordshire paisley papworth pembrokeshire penzance perth",
    "peterborough pinderfields plymouth pontefract pontypridd poole portsmouth powys preston prestwich radcliffe",
    "rampton ramsgate redditch redhill rhyl rochdale romford rotherham salford salisbury scarborough scunthorpe",
    "sheffield shetland shrewsbury shropshire slough solihull somerset southampton southend southmead southport",
    "staffordshire stevenage stirling stockport stockton stoke-on-trent suffolk sunderland surrey sussex sutton",
    "swansea swindon tameside taunton tavistock teesside telford thanet tooting torbay torquay tottenham trafford",
    "treliske truro tunbridge twickenham tyneside uxbridge wakefield wallasey wallsend walsall walthamstow",
    "warrington warwickshire watford wessex wexham weymouth whipps whitechapel whitehaven wigan wiltshire",
    "winchester wirral woking wokingham wolverhampton woolwich worcester worcestershire workington worthing",
    "wrexham wycombe wythenshawe yeovil yorkshire",
)
# Towns whose name is another word: a place only with a capital within a sentence.
TOWNS_AND_WORDS = words(
    "alton ascot bath battle beccles bedale boston bradley buckingham burton bury chester corby cowes crewe crook",
    "deal diss dover dunstable ely epsom eton eye fleet ham hayes henley hexham hitchin hove hyde jarrow kendal",
    "kent kingston lancing leek leigh lewes lincoln looe louth ludlow lydd lye malton mold nelson newark newbury",
    "newton otley penrith poole preston reading redcar ripley ripon royston rugby runcorn ryde rye sale sandwich",
    "selby settle shipley skipton spalding stafford staines stamford stoke stone street stroud tenby thame thirsk",
    "tiverton tring wantage ware warwick welling wells whitby whitstable windsor witney yarm york",
)
# After these a town may be typed in small letters.
BEFORE_A_TOWN = words(
    "around at from in near of outside to via",
)
# What a name in front of makes a place: "Maple Ward", "Northfield General Hospital", "Church Road".
PLACE_NOUNS = words(
    "academy avenue centre clinic college crescent deanery hospice hospital infirmary lane road school street",
    "surgery unit university ward",
)
# Capitals in front of such a noun that name no place.
NO_PLACE_NAMES = words(
    "a acute after an and another any as assessment at baby before but care community day dependency district",
    "during each emergency every for foundation from general health her high his hospital if in intensive local",
    "medical mental mother my national new nhs no old on one or other our private psychiatric royal same so some",
    "surgical teaching that the their then these this those to university when where white whole your",
)
# Said, felt or done by a person: beside one of these, a capital is a name.
SPEAKING = words(
    "admitted apologised asked asks confided cried cries disclosed emailed explained interrupted laughed",
    "mentioned messaged nodded phoned replied said says shouted sighed smiled sobbed spoke talked tells texted",
    "told wept whispered",
)
DOING = SPEAKING | words(
    "arrived couldn't didn't doesn't isn't joined rang speaks talks thinks thought wanted wants wasn't",
)
RELATIONS = words(
    "boss boyfriend brother consultant dad daughter father girlfriend husband mother mum partner sister son",
    "supervisor wife",
)
TALKED_TO = words(
    "asked comforted emailed hugged interrupted messaged named phoned reassured texted thanked told",
)
# After a title: words that are posts or places, not people.
NOT_NAMES = words(
    "adviser advisor assistant associate consultant educator lead line management manager practitioner specialist team",
    "trainee training",
)
# After a title in small letters, where nothing else tells a name from the next word.
NEXT_WORDS = words(
    "a about after again all also an and any are as asked at be because before but by came can could did do does",
    "each felt for from had has have he her here him his how i if in into is it just like looked me my no not of",
    "off on or our out rang said saw she so some spoke still than that the their them then there they thought to",
    "told too was we went were what when where which who whom whose will with would you your",
)
