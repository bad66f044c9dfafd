"""Invented reports of one invented flood in other languages, and of other matters."""

# ruff: noqa: E501 - one paragraph a line, as pages have them

from __future__ import annotations

from dataclasses import replace

from reportedly.clean.sentences import split
from reportedly.records import Article, make_id

FLOOD = {
    "fr": """Inondations : la digue de Torvik a cédé, des milliers d'habitants évacués
Les eaux ont emporté lundi soir la digue est de la ville de Torvik, forçant des milliers de personnes à quitter leurs maisons.
Au moins 12 personnes se sont noyées et plus de 300 maisons ont été détruites, selon les secours régionaux.
La maire, Irena Dolak, a déclaré que la plupart des familles avaient pu être évacuées avant la rupture de la digue.""",
    "tr": """Torvik'te sel felaketi: set yıkıldı, binlerce kişi evlerini terk etti
Pazartesi gecesi Torvik kentinin doğusundaki set sel suları nedeniyle yıkıldı ve binlerce kişi evlerinden ayrılmak zorunda kaldı.
Bölge kurtarma ekiplerine göre en az 12 kişi boğuldu, 300'den fazla ev yıkıldı.
Belediye Başkanı Irena Dolak, ailelerin çoğunu set yıkılmadan önce çıkarmayı başardıklarını söyledi.""",
    "ru": """В Торвике прорвало дамбу, тысячи людей покинули дома
Поздно вечером в понедельник паводковые воды прорвали восточную дамбу города Торвик, тысячи жителей были вынуждены покинуть свои дома.
По данным региональной спасательной службы, утонули не менее 12 человек, разрушено более 300 домов.
Мэр Ирена Долак сообщила, что большинство семей удалось вывезти до прорыва дамбы.""",
    "ar": """فيضانات تجتاح تورفيك وانهيار السد الشرقي ونزوح الآلاف
اجتاحت مياه الفيضانات السد الشرقي لمدينة تورفيك في وقت متأخر من يوم الاثنين، مما أجبر آلاف السكان على مغادرة منازلهم.
وقالت خدمة الإنقاذ الإقليمية إن ما لا يقل عن 12 شخصا غرقوا ودمر أكثر من 300 منزل.
وقالت رئيسة البلدية إيرينا دولاك إنه تم إجلاء معظم العائلات قبل انهيار السد.""",
}
STRIKE = {
    "fr": """Almeda : les chauffeurs de bus reprennent le travail après la grève
Les chauffeurs de bus en grève à Almeda ont repris le travail jeudi à l'issue d'un vote.
Le syndicat avait réclamé une augmentation de six pour cent, et la compagnie en proposait quatre.""",
    "tr": """Almeda'da otobüs şoförlerinin grevi sona erdi
Almeda'da grevdeki otobüs şoförleri perşembe günü yapılan oylamanın ardından işe döndü.
Sendika yüzde altı zam istemişti, şirket yüzde dört önermişti.""",
    "ru": """В Алмеде закончилась забастовка водителей автобусов
Бастовавшие водители автобусов в Алмеде вернулись к работе в четверг после голосования.
Профсоюз требовал повышения зарплаты на шесть процентов, компания предлагала четыре.""",
    "ar": """انتهاء إضراب سائقي الحافلات في ألميدا
عاد سائقو الحافلات المضربون في ألميدا إلى العمل يوم الخميس بعد تصويت.
وكانت النقابة قد طالبت بزيادة ستة في المئة في الأجور وعرضت الشركة أربعة في المئة.""",
}
ELSEWHERE = {  # of none of the English reports: an election, a match, a fire, an election again
    "fr": """Le parti vert remporte les élections municipales à Sorlin
Les électeurs de Sorlin ont choisi dimanche un nouveau conseil municipal.
La participation a atteint 61 pour cent, a annoncé la commission électorale.""",
    "tr": """Milli takım hazırlık maçında berabere kaldı
Milli takım salı akşamı oynadığı hazırlık maçında rakibiyle bir bir berabere kaldı.
Teknik direktör, genç oyuncuların sahadaki performansından memnun olduğunu söyledi.""",
    "ru": """Пожар на складе под Велиничем потушен
Пожарные потушили крупный пожар на складе мебели под Велиничем во вторник утром.
Пострадавших нет, причину возгорания выясняют следователи.""",
    "ar": """البنك المركزي يبقي أسعار الفائدة دون تغيير
أعلن البنك المركزي يوم الثلاثاء الإبقاء على أسعار الفائدة دون تغيير.
وقال محافظ البنك إن التضخم تراجع خلال الأشهر الثلاثة الماضية.""",
}


def foreign(text: str, language: str, published_at: str | None = "2031-04-09") -> Article:
    """A report in another language; its first line is its headline."""
    made = Article(
        id=make_id("a", text, language),
        capture="cap-0",
        input_id=f"{language}-page",
        url=None,
        outlet=None,
        title=text.split("\n", 1)[0],
        author=None,
        published_at=published_at,
        published_from="meta" if published_at else None,
        language=language,
        text=text,
    )
    return replace(made, sentences=split(text, (), (), language, None))
